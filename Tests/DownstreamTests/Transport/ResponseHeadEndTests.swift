import Downstream
import TestTraits
import Testing

@Suite("The end of a body", .timeLimit(.minutes(5)))
struct ResponseHeadEndTests {
    private func head(
        _ fields: KeyValuePairs<String, String>,
        status: Int = 200,
        version: String? = "1.1"
    ) -> ResponseHead {
        let headers = fields.map { HeaderField($0.key, $0.value) }
        return ResponseHead(status: status, httpVersion: version, headers: headers)
    }

    @Test(
        .case(29),
        arguments: [
            [:], ["Content-Length": "9223372036854775808"], ["Content-Length": "x"],
            ["Content-Length": "5, 9223372036854775808"], ["Transfer-Encoding": "gzip"],
            ["Transfer-Encoding": "chunked, gzip"], ["Transfer-Encoding": ""],
            ["Content-Length": ""], ["Content-Length": "5", "content-length": "x"],
            ["Content-Length": "5", "Transfer-Encoding": "gzip"],
        ] as [KeyValuePairs<String, String>]
    )
    func `is that of the connection`(fields: KeyValuePairs<String, String>) {
        #expect(head(fields).endsWithConnection)
        #expect(head(fields, version: "1.0").endsWithConnection)
        #expect(!head(fields, version: "2").endsWithConnection)
        #expect(!head(fields, status: 204).endsWithConnection)
    }

    @Test(
        arguments: [
            ["content-length": "0"], ["Content-Length": " 5\t"], ["Content-Length": "5, 5"],
            ["Content-Length": "9223372036854775807"], ["Transfer-Encoding": "chunked"],
            ["Transfer-Encoding": "gzip, CHUNKED "],
            ["Transfer-Encoding": "gzip", "transfer-encoding": "chunked"],
            ["Content-Length": "9223372036854775808", "Transfer-Encoding": "chunked"],
        ] as [KeyValuePairs<String, String>]
    )
    func `is told by the head`(fields: KeyValuePairs<String, String>) {
        #expect(!head(fields).endsWithConnection)
    }
}
