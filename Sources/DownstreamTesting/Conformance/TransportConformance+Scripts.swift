internal import Downstream

#if canImport(FoundationEssentials)
internal import struct FoundationEssentials.Data
#else
internal import struct Foundation.Data
#endif

extension TransportConformance {
    private static let none = Data()
    private static let ten = BytePattern.bytes(0..<10)

    /// A head of HTTP/1.1 with these fields.
    static func head(_ status: Int, _ fields: (String, String)...) -> ResponseHead {
        ResponseHead(
            status: status,
            httpVersion: "1.1",
            headers: fields.map { HeaderField($0.0, $0.1) }
        )
    }

    /// A response that is played as a script, read to its end.
    private static func row(
        _ name: String,
        asked request: TransportRequest = TransportRequest(url: ""),
        _ outcome: ConformanceRow.Outcome,
        _ steps: [ScriptedTransport.Step]
    ) -> ConformanceRow {
        ConformanceRow(name, asked: request, outcome) { _ in [steps] }
    }

    /// The rows that need nobody to wait.
    static let scripts = bodies + statuses + fields + failures + requests

    private static let bodies: [ConformanceRow] = {
        let length = head(200, ("Content-Length", "10"))
        let chunked = head(200, ("Transfer-Encoding", "chunked"))
        let free = head(200, ("Content-Type", "video/mp4"))
        let large = head(200, ("Content-Length", "3000000"))
        let old = ResponseHead(status: 200, httpVersion: "1.0")
        return [
            row("a body of a length", .whole(length, ten), [.head(length), .bytes(10)]),
            row("a body in pieces", .whole(length, ten), [.head(length), .bytes(3), .bytes(7)]),
            row(
                "a large body",
                .whole(large, BytePattern.bytes(0..<3_000_000)),
                [.head(large), .bytes(3_000_000)]
            ),
            row("a body in chunks", .whole(chunked, ten), [.head(chunked), .bytes(4), .bytes(6)]),
            row("no chunk but the last", .whole(chunked, none), [.head(chunked)]),
            row("a body up to the close", .whole(free, ten), [.head(free), .bytes(10)]),
            row("nothing up to the close", .whole(free, none), [.head(free)]),
            row("HTTP/1.0", .whole(old, ten), [.head(old), .bytes(10)]),
            row(
                "a body of length zero",
                .whole(head(200, ("Content-Length", "0")), none),
                [.head(head(200, ("Content-Length", "0")))]
            ),
        ]
    }()

    private static let statuses: [ConformanceRow] = {
        let length = ("Content-Length", "10")
        let notModified = head(304, ("ETag", "\"v1\""), length)
        let moved = head(302, ("Location", "/elsewhere"), length)
        let outside = head(416, ("Content-Range", "bytes */10"), ("Content-Length", "3"))
        let early = head(103, ("Link", "</a>; rel=preload"))
        let answers = [404, 410, 429, 500, 503, 599].map { status in
            row(
                "an error \(status)",
                .whole(head(status, length), ten),
                [
                    .head(head(status, length)), .bytes(10),
                ]
            )
        }
        return answers + [
            row("204 without a body", .whole(head(204), none), [.head(head(204))]),
            row("304 with a length, but no body", .whole(notModified, none), [.head(notModified)]),
            row("a redirect, not followed", .whole(moved, ten), [.head(moved), .bytes(10)]),
            row(
                "a login, not asked for",
                .whole(head(401, length), ten),
                [
                    .head(head(401, length)), .bytes(10),
                ]
            ),
            row(
                "a range that lies outside",
                .whole(outside, Data("no\n".utf8)),
                [
                    .head(outside), .text("no\n"),
                ]
            ),
            row(
                "heads of 1xx, skipped",
                .whole(head(200, length), ten),
                [
                    .head(head(100)), .head(early), .head(head(200, length)), .bytes(10),
                ]
            ),
        ]
    }()

    private static let fields: [ConformanceRow] = {
        let length = ("Content-Length", "0")
        let heads = [
            "fields of one name, in order": head(
                200,
                ("X-A", "1"),
                ("x-b", "2"),
                ("x-a", "3"),
                ("X-A", "1"),
                length
            ),
            "a value in UTF-8": head(200, ("X-Name", "naïve 🎬"), length),
            "an empty value": head(200, ("X-Empty", ""), length),
            "a value with all that may be in one": head(
                200,
                ("X-All", "a: b, \"c\";d=\te"),
                length
            ),
            "a coding, left as it is": head(200, ("Content-Encoding", "gzip"), length),
        ]
        return heads.sorted { $0.key < $1.key }.map { name, head in
            row(name, .whole(head, none), [.head(head)])
        }
    }()

    private static let failures: [ConformanceRow] = {
        let length = head(200, ("Content-Length", "10"))
        let chunked = head(200, ("Transfer-Encoding", "chunked"))
        let long = head(200, ("X-Long", String(repeating: "a", count: 2000)))
        let many = head(103, ("X-Half", String(repeating: "a", count: 600)))
        let four = BytePattern.bytes(0..<4)
        let strict = TransportRequest(url: "", headLimit: 1000)
        return [
            row("no answer at all", .refused(.connectionLost), [.drop]),
            row("no answer but 1xx", .refused(.connectionLost), [.head(head(100)), .drop]),
            row(
                "a body cut short",
                .cut(length, four, .connectionLost),
                [
                    .head(length), .bytes(4), .drop,
                ]
            ),
            row(
                "a body cut before its first byte",
                .cut(length, none, .connectionLost),
                [
                    .head(length), .drop,
                ]
            ),
            row(
                "chunks cut short",
                .cut(chunked, four, .connectionLost),
                [
                    .head(chunked), .bytes(4), .drop,
                ]
            ),
            row(
                "a reset in the middle",
                .reset(head(200), four, .connectionLost),
                [
                    .head(head(200)), .bytes(4), .drop,
                ]
            ),
            row(
                "a head over the limit",
                asked: strict,
                .refused(.malformedResponse),
                [
                    .head(long), .bytes(4),
                ]
            ),
            row(
                "several heads over the limit",
                asked: strict,
                .refused(.malformedResponse),
                [
                    .head(many), .head(many), .head(head(200)), .bytes(4),
                ]
            ),
        ]
    }()

    private static let requests: [ConformanceRow] = {
        let part = head(206, ("Content-Range", "bytes 4-9/10"), ("Content-Length", "6"))
        let inner = head(206, ("Content-Range", "bytes 4-6/10"), ("Content-Length", "3"))
        let first = head(206, ("Content-Range", "bytes 0-3/10"), ("Content-Length", "4"))
        let whole = head(200, ("Content-Length", "10"))
        let conditions = [
            HeaderField("If-None-Match", "\"v1\""),
            HeaderField("If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ]
        let fields = [
            HeaderField("X-A", "1"), HeaderField("x-a", "2"), HeaderField("X-Empty", ""),
            HeaderField("User-Agent", "Conformance/1"),
        ]
        return [
            row(
                "a range",
                asked: TransportRequest(url: "", offset: 4),
                .whole(part, BytePattern.bytes(4..<10)),
                [.head(part), .bytes(6)]
            ),
            row(
                "a range with an end",
                asked: TransportRequest(url: "", offset: 4, end: 7),
                .whole(inner, BytePattern.bytes(4..<7)),
                [.head(inner), .bytes(3)]
            ),
            row(
                "a range from the beginning",
                asked: TransportRequest(url: "", end: 4),
                .whole(first, BytePattern.bytes(0..<4)),
                [.head(first), .bytes(4)]
            ),
            row(
                "a range if nothing has changed",
                asked: TransportRequest(
                    url: "",
                    headers: [HeaderField("If-Range", "\"v1\"")],
                    offset: 4
                ),
                .whole(whole, ten),
                [.head(whole), .bytes(10)]
            ),
            row(
                "conditions",
                asked: TransportRequest(url: "", headers: conditions),
                .whole(head(304), none),
                [.head(head(304))]
            ),
            row(
                "header fields, in order",
                asked: TransportRequest(url: "", headers: fields),
                .whole(whole, ten),
                [.head(whole), .bytes(10)]
            ),
            row(
                "a login",
                asked: TransportRequest(
                    url: "",
                    credentials: Credentials(user: "ada", password: "pass:wörd")
                ),
                .whole(whole, ten),
                [.head(whole), .bytes(10)]
            ),
        ]
    }()
}
