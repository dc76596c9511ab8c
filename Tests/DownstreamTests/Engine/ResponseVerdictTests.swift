import TestTraits
import Testing

@testable import Downstream

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("Judging a response", .timeLimit(.minutes(5)))
struct ResponseVerdictTests {
    private static let tag = Validator(kind: .entityTag, text: "\"v1\"", isStrong: true)
    private static let date = Validator(
        kind: .lastModified,
        text: "Sun, 06 Nov 1994 08:49:37 GMT",
        isStrong: true
    )

    /// The point after 40 of 100 bytes.
    private func point(
        after length: Int64 = 40,
        of total: Int64? = 100,
        _ validator: Validator = tag,
        encoding: String? = nil,
        needsTotal: Bool = false
    ) -> ResumePoint {
        let version = FileVersion(validator: validator, total: total, contentEncoding: encoding)
        return ResumePoint(after: length, of: version, needsTotal: needsTotal)
    }

    private func verdict(
        _ status: Int,
        _ fields: KeyValuePairs<String, String> = [:],
        from point: ResumePoint? = nil
    ) throws -> ResponseVerdict {
        let headers = fields.map { HeaderField($0.key, $0.value) }
        return try ResponseVerdict(
            ResponseHead(status: status, headers: headers),
            goingOnFrom: point
        )
    }

    private func received(
        _ offset: Int64,
        _ end: Int64?,
        of total: Int64?,
        _ restart: DownloadEvent.RestartReason? = nil
    ) -> ResponseVerdict {
        .receive(.init(offset: offset, end: end, total: total, restart: restart))
    }

    // MARK: The whole file

    @Test(.case(40), arguments: [200, 203])
    func `receives the whole file`(status: Int) throws {
        #expect(try verdict(status) == received(0, nil, of: nil))
        #expect(try verdict(status, ["Content-Length": "7"]) == received(0, 7, of: 7))
    }

    @Test(
        .case(14, 38, 39, 40),
        arguments: [
            201, 202, 204, 205, 300, 304, 305, 306, 400, 401, 403, 404, 407, 410, 412, 416, 451,
            500, 503, 999, 100, 103,
        ]
    )
    func `takes no other status for a file`(status: Int) throws {
        #expect(try verdict(status, ["Content-Length": "7"]) == .refused(code: status))
    }

    @Test(.case(6)) func `refuses a part where the whole was asked for`() throws {
        let refusal = reason { _ = try verdict(206, ["Content-Range": "bytes 0-1/2"]) }
        guard case .malformedResponse = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
    }

    @Test(.case(9)) func `takes 416 to a request for the whole for a failure`() throws {
        #expect(try verdict(416, ["Content-Range": "bytes */7"]) == .refused(code: 416))
    }

    @Test(.case(39), arguments: [301, 302, 303, 307, 308])
    func `follows a redirect that says where to`(status: Int) throws {
        #expect(try verdict(status, ["location": "/y"]) == .redirect(to: "/y"))
        let refusal = reason { _ = try verdict(status) }
        guard case .malformedResponse = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
    }

    // MARK: The rest of a file

    @Test(.case(1)) func `appends what begins where it was asked for`() throws {
        let fields: KeyValuePairs = [
            "Content-Range": "bytes 40-99/100", "ETag": "\"v1\"", "Content-Length": "60",
        ]
        #expect(try verdict(206, fields, from: point()) == received(40, 100, of: 100))
    }

    @Test(.case(17)) func `follows a redirect of a resume`() throws {
        #expect(try verdict(302, ["Location": "/y"], from: point()) == .redirect(to: "/y"))
    }

    @Test(
        .case(2, 3),
        arguments: [
            "bytes 41-99/100", "bytes 0-99/100", "bytes 39-99/100", "", "bytes", "bytes 40-99",
            "bytes 40-39/100", "bytes 40-100/100", "bytes 40-/100", "bytes -40/100", "bytes */100",
            "items 40-99/100", "bytes 40-99/x", "bytes 0x28-99/100", "bytes 40 - 99/100",
        ]
    )
    func `asks for the whole after another range than it asked for`(range: String) throws {
        let fields: KeyValuePairs = ["Content-Range": range, "ETag": "\"v1\""]
        #expect(try verdict(206, fields, from: point()) == .restart(.wrongRange))
    }

    @Test(.case(3)) func `takes no part without a range, with two, or of several parts`() throws {
        #expect(try verdict(206, ["ETag": "\"v1\""], from: point()) == .restart(.wrongRange))
        let twice: KeyValuePairs = [
            "Content-Range": "bytes 40-99/100", "content-range": "bytes 40-99/100",
            "ETag": "\"v1\"",
        ]
        #expect(try verdict(206, twice, from: point()) == .restart(.wrongRange))
        let parts: KeyValuePairs = [
            "Content-Type": "multipart/byteranges; boundary=x",
            "Content-Range": "bytes 40-99/100", "ETag": "\"v1\"",
        ]
        #expect(try verdict(206, parts, from: point()) == .restart(.wrongRange))
    }

    @Test(arguments: ["59", "61", "100", "-60", "x", "60, 61"])
    func `takes no part whose length is not that of its range`(length: String) throws {
        let fields: KeyValuePairs = [
            "Content-Range": "bytes 40-99/100", "ETag": "\"v1\"", "Content-Length": length,
        ]
        #expect(try verdict(206, fields, from: point()) == .restart(.wrongRange))
    }

    @Test(.case(4)) func `restarts where the total has changed`() throws {
        let fields: KeyValuePairs = ["Content-Range": "bytes 40-109/110", "ETag": "\"v1\""]
        #expect(try verdict(206, fields, from: point()) == .restart(.changed))
    }

    @Test(.case(4)) func `accepts a part of an unknown total`() throws {
        let fields: KeyValuePairs = ["Content-Range": "bytes 40-99/*", "ETag": "\"v1\""]
        #expect(try verdict(206, fields, from: point()) == received(40, 100, of: 100))
        #expect(try verdict(206, fields, from: point(of: nil)) == received(40, 100, of: nil))
    }

    @Test func `demands the total where the URL may have changed`() throws {
        let unknown: KeyValuePairs = ["Content-Range": "bytes 40-99/*", "ETag": "\"v1\""]
        let known: KeyValuePairs = ["Content-Range": "bytes 40-99/100", "ETag": "\"v1\""]
        let point = point(needsTotal: true)
        #expect(try verdict(206, unknown, from: point) == .restart(.changed))
        #expect(try verdict(206, known, from: point) == received(40, 100, of: 100))
    }

    @Test(.case(5)) func `accepts a part that is shorter than it asked for`() throws {
        let fields: KeyValuePairs = ["Content-Range": "bytes 40-49/100", "ETag": "\"v1\""]
        #expect(try verdict(206, fields, from: point()) == received(40, 50, of: 100))
    }

    @Test(
        .case(10),
        arguments: [["ETag": "\"v2\""], ["ETag": "W/\"v1\""], ["Last-Modified": "x"], [:]]
    )
    func `restarts where a part does not bear the same validator`(
        fields: [String: String]
    ) throws {
        let headers = fields.map { HeaderField($0.key, $0.value) }
        let head = ResponseHead(
            status: 206,
            headers: headers + [HeaderField("Content-Range", "bytes 40-99/100")]
        )
        #expect(try ResponseVerdict(head, goingOnFrom: point()) == .restart(.changed))
    }

    @Test(.case(11)) func `goes by the date where that is the validator`() throws {
        let fields: KeyValuePairs = [
            "Content-Range": "bytes 40-99/100", "Last-Modified": Self.date.text,
        ]
        #expect(try verdict(206, fields, from: point(Self.date)) == received(40, 100, of: 100))
        let other: KeyValuePairs = [
            "Content-Range": "bytes 40-99/100", "Last-Modified": "Sun, 06 Nov 1994 08:49:38 GMT",
        ]
        #expect(try verdict(206, other, from: point(Self.date)) == .restart(.changed))
    }

    @Test(.case(16)) func `restarts where the coding of the bytes has changed`() throws {
        let fields: KeyValuePairs = [
            "Content-Range": "bytes 40-99/100", "ETag": "\"v1\"", "Content-Encoding": "gzip",
        ]
        #expect(try verdict(206, fields, from: point()) == .restart(.changed))
        #expect(
            try verdict(206, fields, from: point(encoding: "gzip")) == received(40, 100, of: 100)
        )
    }

    @Test(.case(7)) func `begins anew where the whole comes instead of the rest`() throws {
        let same: KeyValuePairs = ["ETag": "\"v1\"", "Content-Length": "100"]
        let other: KeyValuePairs = ["ETag": "\"v2\"", "Content-Length": "100"]
        let (ignored, changed) = (
            received(0, 100, of: 100, .rangeIgnored), received(0, 100, of: 100, .changed)
        )
        #expect(try verdict(200, same, from: point()) == ignored)
        #expect(try verdict(200, other, from: point()) == changed)
    }

    @Test(.case(7, 18)) func `is done where the whole that comes is what is there`() throws {
        let full = point(after: 100)
        #expect(full.offset == 99)
        let same: KeyValuePairs = ["ETag": "\"v1\"", "Content-Length": "100"]
        let other: KeyValuePairs = ["ETag": "\"v2\"", "Content-Length": "100"]
        #expect(try verdict(200, same, from: full) == .complete)
        #expect(try verdict(200, other, from: full) == received(0, 100, of: 100, .changed))
    }

    @Test(
        .case(8),
        arguments: [
            ("bytes */100", "\"v1\"", ResponseVerdict.complete),
            ("bytes */100", "\"v2\"", .restart(.notProvable)),
            ("bytes */100", "", .restart(.notProvable)),
            ("bytes */101", "\"v1\"", .restart(.changed)),
            ("bytes */99", "\"v1\"", .restart(.changed)), ("", "\"v1\"", .restart(.changed)),
            ("bytes 0-99/100", "\"v1\"", .restart(.changed)),
        ]
    )
    func `is done after 416 only if that proves it`(
        range: String,
        tag: String,
        expected: ResponseVerdict
    ) throws {
        let fields: KeyValuePairs = ["Content-Range": range, "ETag": tag, "Content-Length": "9"]
        for known in [100, nil] as [Int64?] {
            #expect(try verdict(416, fields, from: point(after: 100, of: known)) == expected)
        }
    }

    @Test(.case(14, 15)) func `asks for the whole after an answer that makes no sense`() throws {
        #expect(try verdict(304, from: point()) == .restart(.notProvable))
        #expect(try verdict(412, from: point()) == .restart(.changed))
    }

    @Test(.case(14)) func `knows that nothing has changed where it asked that`() throws {
        let head = ResponseHead(status: 304, length: 100)
        #expect(
            try ResponseVerdict(head, goingOnFrom: nil, isConditional: true) == .notModified
        )
    }

    @Test(.case(40), arguments: [401, 403, 404, 410, 500, 503])
    func `keeps what is there when the server sends no file`(status: Int) throws {
        #expect(try verdict(status, from: point()) == .refused(code: status))
    }

    // MARK: Beside the verdict

    @Test(
        .case(26),
        arguments: [
            ("2", nil, true), ("3", nil, true), ("1.1", "chunked", true),
            ("1.1", "gzip, Chunked", true), ("1.1", "xchunked", false), ("1.1", "chunked, ", true),
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
        let response = DownloadEvent.Response(head, from: try WebURL("http://example.com/x"))
        let url = URL(string: "http://example.com/x")

        #expect(response.finalURL == url)
        #expect(response.mediaType == "video/mp4")
        #expect(response.validator == Validator(kind: .entityTag, text: "\"v1\"", isStrong: true))
        #expect(response.suggestedName == "a.mp4")
        #expect(response.contentEncoding == "gzip")
        #expect(response.offset == 0)
        #expect(response.restart == nil)
        var same = response
        same.finalURL = try #require(url)
        #expect(same == response)
        same.finalURL = try #require(URL(string: "http://example.com/y"))
        #expect(same != response)
    }
}
