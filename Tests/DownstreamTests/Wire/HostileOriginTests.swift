import Downstream
import DownstreamTesting
import Foundation
import TestTraits
import Testing

/// What servers really send, byte for byte, through the real transport and onto the real disk.
@Suite("An origin that means no good", .timeLimit(.minutes(5)))
struct HostileOriginTests {
    private typealias Reply = LoopbackOrigin.Reply

    private static let size: Int64 = 100_000
    private static let whole = "HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: 100000\r\n\r\n"

    private let folder: TemporaryFolder
    private let origin: LoopbackOrigin

    init() throws {
        folder = try TemporaryFolder()
        origin = try LoopbackOrigin()
    }

    private func download(_ retries: Int = 2) -> Download {
        Download(
            from: origin.url("/a"),
            to: .file(path: folder.path("a")),
            retry: RetryPolicy(retries: retries, base: .milliseconds(1))
        )
    }

    /// Downloads from these replies, and says how it ended.
    private func end(
        _ replies: [Reply],
        _ change: (inout Download) -> Void = { _ in }
    ) async throws -> Result<DownloadEvent.Completion, DownloadError> {
        origin.reply("/a", with: replies)
        var download = download()
        change(&download)
        return try await download.result()
    }

    private func bytes(_ range: Range<Int64> = 0..<size) -> Data {
        BytePattern.bytes(range)
    }

    private static func part(_ range: Range<Int64>, _ tag: String = "v1") -> Reply {
        let place = "\(range.lowerBound)-\(range.upperBound - 1)/\(size)"
        return Reply(
            "HTTP/1.1 206 Partial Content\r\nETag: \"\(tag)\"\r\nContent-Range: bytes \(place)\r\n"
                + "Content-Length: \(range.count)\r\n\r\n",
            body: BytePattern.bytes(range)
        )
    }

    private var ranges: [String?] { origin.requests.map { $0["Range"] } }

    // MARK: Bodies

    @Test(.case(34), arguments: [0, 40, 30_000])
    func `is given up where nothing comes any more`(count: Int) async throws {
        let reply = Data(Self.whole.utf8) + bytes()
        let result = try await end([Reply(Array(reply.prefix(count)), then: .hold)]) { download in
            download.limits.stall = .seconds(1)
            download.retry = .never
        }
        let error = try #require(result.failure)
        #expect(error.reason == .stalled)
        #expect(error.stage == (count > 100 ? .receiving : .requesting))
    }

    @Test(.case(22, 28), arguments: [LoopbackOrigin.Ending.close, .reset])
    func `is gone on with where it broke off`(ending: LoopbackOrigin.Ending) async throws {
        let result = try await end([
            Reply(Self.whole, body: bytes(0..<30_000), then: ending),
            Self.part(30_000..<100_000),
        ])

        #expect(try result.get().byteCount == Self.size)
        // A reset may take bytes with it that had arrived.
        let first = try #require(ranges.last ?? nil)
        #expect(ending == .reset || first == "bytes=30000-")
        #expect(try folder.contents("a") == bytes())
        #expect(try folder.names == ["a"])
    }

    @Test(.case(28)) func `is asked again after a reset before any byte`() async throws {
        let result = try await end([
            Reply("", then: .reset), Reply(Self.whole, body: bytes()),
        ])

        #expect(try result.get().attempts == 2)
        #expect(ranges == [nil, nil])
    }

    @Test(
        .case(22, 23, 25, 27, 35, 37, 57),
        arguments: [
            "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nabc\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nabc",
            "HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nabc",
            "HTTP/1.1 200 OK\r\nContent-Length: 3 3\r\n\r\nabc",
            "HTTP/1.1 200 OK\r\nContent-Length: 0x3\r\n\r\nabc",
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
            "HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 3\r\n\r\nabc",
            "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n", "",
            "hello, this is version 0.9", "HTTP/1.1 2000 OK\r\n\r\nabc",
            "HTTP/9.9 200 OK\r\n\r\nabc",
        ]
    )
    func `never passes for a file`(reply: String) async throws {
        let result = try await end([Reply(reply)]) { $0.retry = .never }

        guard case .failure(let error) = result else {
            Issue.record("it was taken for a file")
            return
        }
        #expect(!error.sentence.contains("\0"))
        #expect(folder.text("a") == nil)
    }

    @Test(
        .case(24, 26, 37),
        arguments: [
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", true),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n"
                    + "3\r\nabc\r\n0\r\n\r\n", true
            ), ("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc", true),
            (
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                    + "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", true
            ), ("HTTP/1.1 200 OK\r\n\r\nabc", false), ("HTTP/1.0 200 OK\r\n\r\nabc", false),
        ]
    )
    func `may frame a body as it likes`(reply: String, isVerified: Bool) async throws {
        let completion = try await end([Reply(reply)]).get()

        #expect(completion.lengthVerified == isVerified)
        #expect(folder.text("a") == "abc")
    }

    @Test(.case(25)) func `may announce more than can be counted, unless that is bounded`()
        async throws
    {
        let reply = Reply(
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nabc"
        )
        let bounded = try await end([reply]) { $0.limits.bytes = 1000 }
        let free = try await end([reply])

        #expect(throws: DownloadError.self) { try bounded.get() }
        #expect(try free.get().lengthVerified == false)
    }

    @Test(.case(22)) func `may send more than it announces, to nobody's harm`() async throws {
        let reply = Reply("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef")
        _ = try await end([reply]).get()
        #expect(folder.text("a") == "abc")
    }

    @Test(
        .case(31, 38),
        arguments: [
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n",
            "HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 202 Accepted\r\nContent-Length: 3\r\n\r\nabc",
        ]
    )
    func `sends nothing, and that is no file`(reply: String) async throws {
        let result = try await end([Reply(reply)])

        #expect(throws: DownloadError.self) { try result.get() }
        #expect(try folder.names == [])
        #expect(origin.requests.count == 1)
    }

    @Test(.case(34)) func `cannot send for ever`() async throws {
        let endless = Reply("HTTP/1.1 200 OK\r\n\r\n", body: bytes(0..<3_000_000), then: .hold)
        let result = try await end([endless]) { $0.limits.bytes = 1_000_000 }

        guard case .failure(let error) = result else { return }
        #expect(error.reason == .tooLarge(limit: 1_000_000))
        #expect(try folder.names == [])
    }

    @Test(.case(36)) func `cannot send a head without end`() async throws {
        let head = "HTTP/1.1 200 OK\r\nX-Long: " + String(repeating: "a", count: 400_000)
        let many = "HTTP/1.1 200 OK\r\n" + String(repeating: "X: a\r\n", count: 60_000)
        for head in [head, many] {
            let result = try await end([Reply(head + "\r\nContent-Length: 3\r\n\r\nabc")])
            #expect(throws: DownloadError.self) { try result.get() }
        }
        #expect(try folder.names == [])
    }

    // MARK: Resuming

    @Test(
        .case(2, 10),
        arguments: [
            part(0..<100_000), part(29_999..<100_000), part(30_001..<100_000),
            part(30_000..<100_000, "v2"),
            Reply(
                "HTTP/1.1 206 Partial Content\r\nETag: \"v1\"\r\nContent-Length: 9\r\n\r\nnot these"
            ),
            Reply("HTTP/1.1 416 No\r\nContent-Range: bytes */7\r\nContent-Length: 4\r\n\r\nnope"),
            Reply("HTTP/1.1 412 No\r\nContent-Length: 4\r\n\r\nnope"),
            Reply("HTTP/1.1 304 No\r\nContent-Length: 4\r\n\r\n"),
        ]
    )
    func `is asked for the whole when the rest does not fit`(lie: LoopbackOrigin.Reply) async throws
    {
        let result = try await end([
            Reply(Self.whole, body: bytes(0..<30_000)), lie, Reply(Self.whole, body: bytes()),
        ])

        #expect(try result.get().byteCount == Self.size)
        #expect(ranges == [nil, "bytes=30000-", nil])
        #expect(try folder.contents("a") == bytes())
    }

    @Test(.case(13)) func `is not asked for the rest again once it ignored that`() async throws {
        let result = try await end([
            Reply(Self.whole, body: bytes(0..<30_000)), Reply(Self.whole, body: bytes(0..<40_000)),
            Reply(Self.whole, body: bytes()),
        ])

        #expect(try result.get().attempts == 3)
        #expect(ranges == [nil, "bytes=30000-", nil])
        #expect(try folder.contents("a") == bytes())
    }

    // MARK: Redirects

    @Test(
        .case(39, 49, 52, 53),
        arguments: [
            ("/a", 11), ("file:///etc/passwd", 1), ("ftp://127.0.0.1/", 1), ("data:,x", 1),
            ("gopher://127.0.0.1/", 1), ("http://user:word@127.0.0.1/", 1), ("http://", 1),
            ("http://[::1", 1), ("http://a b/", 1), ("//", 1), ("http:///x", 1),
        ]
    )
    func `cannot lead anywhere it likes`(location: String, requests: Int) async throws {
        let result = try await end([
            Reply("HTTP/1.1 302 Found\r\nLocation: \(location)\r\nContent-Length: 0\r\n\r\n")
        ])

        guard case .failure(let error) = result else {
            Issue.record("it was followed")
            return
        }
        #expect(!error.sentence.contains("word"))
        #expect(origin.requests.count == requests)
        #expect(try folder.names == [])
    }

    @Test(.case(39)) func `never gets the body of a redirect written`() async throws {
        origin.serve("/b", .bytes(bytes()))
        let body = String(repeating: "moved ", count: 20_000)
        let redirect = Reply(
            "HTTP/1.1 301 Moved\r\nLocation: b\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body
        )
        _ = try await end([redirect]).get()
        #expect(try folder.contents("a") == bytes())
    }

    @Test(.case(43)) func `does not make us wait at a redirect`() async throws {
        origin.serve("/b", .bytes(bytes()))
        let redirect = Reply(
            "HTTP/1.1 302 Found\r\nLocation: /b\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n"
        )
        #expect(try await end([redirect]).get().attempts == 1)
    }

    @Test(.case(55)) func `cannot send us to another port by Alt-Svc`() async throws {
        let reply = Reply(
            "HTTP/1.1 200 OK\r\nAlt-Svc: h2=\":1\"; ma=9999\r\nContent-Length: 3\r\n\r\nabc"
        )
        for _ in 0..<2 { _ = try await end([reply]).get() }
        #expect(origin.requests.count == 2)
    }

    // MARK: Policies

    @Test(.case(54), arguments: ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1"])
    func `on an inner address is not even connected to`(host: String) async throws {
        origin.serve("/a", .bytes(bytes()))
        let downloader = Downloader(.init(accessPolicy: .publicInternet))
        let download = Download(
            from: "http://\(host):\(origin.port)/a",
            to: .file(path: folder.path("a")),
            retry: .default
        )

        let result = try await download.result(on: downloader)

        guard case .failure(let error) = result else {
            Issue.record("it was connected to")
            return
        }
        #expect(error.reason == .accessRefused(problem: "127.0.0.1 is a loopback address"))
        #expect(error.attempt == 1)
        #expect(origin.requests.isEmpty)
    }

    @Test(.case(54)) func `gets no request through a proxy that nobody can judge`() async throws {
        let proxy = ProxyRule.url("http://127.0.0.1:\(origin.port)")
        let downloader = Downloader(.init(proxy: proxy, accessPolicy: .publicInternet))

        let result = try await download().result(on: downloader)

        guard case .failure(let error) = result, case .accessRefused = error.reason else {
            Issue.record("\(result)")
            return
        }
        #expect(error.stage == .validating)
        #expect(origin.requests.isEmpty)
    }

    @Test(.case(32)) func `is asked with GET alone`() async throws {
        origin.serve("/a", .bytes(bytes()))
        _ = try await download().file()
        #expect(origin.requests.map(\.method) == ["GET"])
        #expect(origin.requests.first?["Accept-Encoding"] == nil)
    }

    @Test(.case(33)) func `gets its coding kept, and named`() async throws {
        var codings: [String?] = []
        origin.reply(
            "/a",
            with: "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
            then: .close
        )
        for try await case .progress(let progress) in download().events() {
            codings.append(progress.response?.contentEncoding)
        }
        #expect(codings.last == "gzip")
        #expect(folder.text("a") == "abc")
    }
}
