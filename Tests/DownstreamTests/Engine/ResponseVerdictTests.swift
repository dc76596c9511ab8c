import Testing

@testable import Downstream

@Suite("Judging a response", .timeLimit(.minutes(1)))
struct ResponseVerdictTests {
    private func verdict(
        _ status: Int,
        _ headers: [HeaderField] = [],
        limit: Int64? = nil
    ) throws -> ResponseVerdict {
        try ResponseVerdict(ResponseHead(status: status, headers: headers), limit: limit)
    }

    @Test(arguments: [200, 203])
    func `receives the whole file`(status: Int) throws {
        #expect(try verdict(status) == .receive(length: nil))
        #expect(
            try verdict(status, [HeaderField("Content-Length", "7")], limit: 7)
                == .receive(length: 7)
        )
    }

    @Test func `refuses more than the limit before a byte of it arrives`() {
        #expect(throws: DownloadError.Reason.tooLarge(limit: 6)) {
            _ = try verdict(200, [HeaderField("Content-Length", "7")], limit: 6)
        }
    }

    @Test(arguments: [
        201, 202, 204, 205, 300, 304, 305, 306, 400, 401, 403, 404, 407, 410, 412, 416, 451, 500,
        503, 999, 100, 103,
    ])
    func `takes no other status for a file`(status: Int) {
        #expect(throws: DownloadError.Reason.httpStatus(code: status)) {
            _ = try verdict(status, [HeaderField("Content-Length", "7")])
        }
    }

    @Test func `refuses a part where the whole was asked for`() throws {
        let refusal = reason { _ = try verdict(206, [HeaderField("Content-Range", "bytes 0-1/2")]) }
        guard case .malformedResponse = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func `follows a redirect that says where to`(status: Int) throws {
        #expect(try verdict(status, [HeaderField("location", "/y")]) == .redirect(to: "/y"))
        let refusal = reason { _ = try verdict(status) }
        guard case .malformedResponse = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
    }

    @Test(
        arguments: [
            ("2", nil, true), ("3", nil, true), ("1.1", "chunked", true),
            ("1.1", "gzip, Chunked", true),
            ("1.1", nil, false), ("1.0", nil, false), ("1.1", "gzip", false), (nil, nil, false),
        ] as [(String?, String?, Bool)]
    )
    func `knows whether a cut would show without a length`(
        version: String?,
        coding: String?,
        isTold: Bool
    ) {
        let headers = [coding].compactMap(\.self).map { HeaderField("Transfer-Encoding", $0) }
        let head = ResponseHead(status: 200, httpVersion: version, headers: headers)
        #expect(head.endIsTold == isTold)
    }

    @Test func `tells consumers what they can use of a head`() throws {
        let head = ResponseHead(
            status: 200,
            httpVersion: "1.1",
            headers: [
                HeaderField("Content-Type", "Video/MP4; codecs=x"),
                HeaderField("ETag", "\"v1\""),
                HeaderField("Content-Disposition", "attachment; filename=\"../a.mp4\""),
                HeaderField("Content-Encoding", "gzip"),
            ]
        )
        let response = DownloadEvent.Response(
            head,
            from: try WebURL("http://example.com/x"),
            restart: nil
        )

        #expect(response.mediaType == "video/mp4")
        #expect(response.validator == Validator(kind: .entityTag, text: "\"v1\"", isStrong: true))
        #expect(response.suggestedName == "a.mp4")
        #expect(response.contentEncoding == "gzip")
        #expect(response.offset == 0)
        #expect(response.restart == nil)
    }
}
