import Downstream
import Testing

@Suite("The announced length", .timeLimit(.minutes(5)))
struct MessageLengthTests {
    private func head(_ lengths: [String], coding: String? = nil) -> ResponseHead {
        ResponseHead(
            status: 200,
            headers: lengths.map { HeaderField("content-LENGTH", $0) }
                + [coding].compactMap(\.self).map { HeaderField("Transfer-Encoding", $0) }
        )
    }

    @Test(
        arguments: [
            ([], nil), (["0"], 0), (["5"], 5), ([" 5\t"], 5), (["007"], 7), (["5", "5"], 5),
            (["5, 5"], 5), (["5,5", " 5"], 5),
            (["9223372036854775807"], Int64.max), (["9223372036854775808"], nil),
            (["99999999999999999999999999"], nil),
        ] as [([String], Int64?)]
    )
    func `is read`(lengths: [String], announced: Int64?) throws {
        #expect(try MessageLength.announced(by: head(lengths)) == announced)
    }

    @Test(arguments: [
        [""], [" "], ["-5"], ["+5"], ["5 bytes"], ["1 0"], ["0x10"], ["1e3"], ["5.0"], ["٥"],
        ["5", "6"], ["5, 6"], ["5,"], [",5"], ["5", ""], ["5,,5"], ["nan"],
        [","], [",", ","], ["5,\u{301}5"], ["\u{301}"],
    ])
    func `must be one number`(lengths: [String]) {
        #expect(throws: DownloadError.Reason.self) {
            _ = try MessageLength.announced(by: head(lengths))
        }
    }

    @Test(arguments: ["identity", "gzip", "", "chunked, gzip", "xchunked", ","])
    func `is nobody's where a transfer coding leaves the end to the connection`(coding: String) {
        let headers = [
            HeaderField("Transfer-Encoding", coding), HeaderField("Content-Length", "7"),
        ]
        let head = ResponseHead(status: 200, headers: headers)
        guard case .malformedResponse = reason({ _ = try MessageLength.announced(by: head) }) else {
            Issue.record("the coding was accepted")
            return
        }
    }

    @Test(arguments: ["chunked", "gzip, chunked", "gzip , Chunked ", "chunked,"])
    func `does not count beside a transfer coding`(coding: String) throws {
        #expect(try MessageLength.announced(by: head(["5"], coding: coding)) == nil)
        #expect(try MessageLength.announced(by: head(["x", "5"], coding: coding)) == nil)
    }
}
