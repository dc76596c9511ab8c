extension DownloadEvent.Response {
    /// What consumers are told of a head.
    init(_ head: ResponseHead, from url: WebURL) {
        let type = head["Content-Type"]?.utf8.prefix {
            $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: " ")
        }
        self.init(
            status: head.status,
            location: .judged(url.text),
            httpVersion: head.httpVersion,
            mediaType: type.map { Substring($0).lowercased() },
            validator: Validator(head),
            suggestedName: head["Content-Disposition"]
                .flatMap(ContentDisposition.fileName)
                .flatMap(FileName.safe),
            contentEncoding: head["Content-Encoding"]
        )
    }
}

extension ResponseHead {
    /// Whether the protocol itself tells where the body ends, so that a cut shows.
    var endIsTold: Bool {
        httpVersion == "2" || httpVersion == "3" || isChunked == true
    }
}
