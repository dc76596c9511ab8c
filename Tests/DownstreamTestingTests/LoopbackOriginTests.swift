import Downstream
import DownstreamTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

// Serialized: a closed port may be given to the next origin.
@Suite("A loopback origin", .serialized, .timeLimit(.minutes(5)))
struct LoopbackOriginTests {
    private let network = CurlTransport(Downloader.Configuration(proxy: .direct))

    private func reply(
        _ origin: LoopbackOrigin,
        _ path: String,
        _ headers: HeaderField...
    ) async throws -> (head: ResponseHead, body: Data) {
        let request = TransportRequest(url: origin.url(path), headers: headers)
        let response = try await network.response(to: request)
        var body = Data()
        while let bytes = try await response.body.next() { body += bytes }
        return (response.head, body)
    }

    /// How many sockets of this process have the port as their own.
    private func socketCount(onPort port: Int) -> Int {
        (0..<1024).count { descriptor in
            var address = sockaddr_in()
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let failed = unsafe withUnsafeMutablePointer(to: &address) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                    unsafe getsockname(Int32(descriptor), pointer, &length)
                }
            }
            return failed == 0 && address.sin_family == sa_family_t(AF_INET)
                && Int(UInt16(bigEndian: address.sin_port)) == port
        }
    }

    @Test(
        arguments: [
            (nil, nil, .whole),
            ("bytes=0-", nil, .part(0..<10)),
            ("bytes=4-", nil, .part(4..<10)),
            ("bytes=2-4", nil, .part(2..<5)),
            ("bytes=2-99", nil, .part(2..<10)),
            ("bytes=-3", nil, .part(7..<10)),
            ("bytes=-99", nil, .part(0..<10)),
            ("bytes=10-", nil, .outside),
            ("bytes=-0", nil, .outside),
            ("bytes=4-", "\"tag\"", .part(4..<10)),
            ("bytes=4-", "yesterday", .part(4..<10)),
            ("bytes=4-", "\"other\"", .whole),
            ("bytes=4-2", nil, .whole),
            ("bytes=-", nil, .whole),
            ("bytes=1-2,4-5", nil, .whole),
            ("bytes=+1-2", nil, .whole),
            ("bytes=1-99999999999999999999", nil, .whole),
            ("lines=1-2", nil, .whole),
        ] as [(String?, String?, OriginVerdict)]
    )
    func `judges a range`(range: String?, ifRange: String?, verdict: OriginVerdict) {
        let judged = OriginVerdict(
            range: range,
            ifRange: ifRange,
            size: 10,
            entityTag: "\"tag\"",
            lastModified: "yesterday"
        )
        #expect(judged == verdict)
    }

    @Test func `sends the checksum that it is told`() async throws {
        let origin = try LoopbackOrigin()
        var resource = LoopbackOrigin.Resource.bytes(Data("abc".utf8))
        resource.checksum = Checksum(
            .sha256,
            hexadecimal: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )
        origin.serve("/right", resource)
        resource.checksum = Checksum(.sha512, hexadecimal: String(repeating: "0", count: 128))
        origin.serve("/wrong", resource)

        let field = try await reply(origin, "/right").head["Repr-Digest"]
        #expect(field == "sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:")
        let right = Download(from: origin.url("/right"), to: .nowhere)
        #expect(try await right.completion().byteCount == 3)
        let wrong = Download(from: origin.url("/wrong"), to: .nowhere)
        let failure = await #expect(throws: DownloadError.self) { try await wrong.completion() }
        guard case .checksumMismatch = failure?.reason else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    @Test func `sends the whole and its parts`() async throws {
        let origin = try LoopbackOrigin()
        origin.serve("/file", .pattern(size: 1_000_000))

        let whole = try await reply(origin, "/file?query")
        let part = try await reply(origin, "/file", HeaderField("Range", "bytes=600000-600009"))
        let outside = try await reply(origin, "/file", HeaderField("Range", "bytes=1000000-"))
        let missing = try await reply(origin, "/nothing")

        #expect(whole.head.status == 200)
        #expect(whole.head["ETag"] == "\"size-1000000\"")
        #expect(whole.body == BytePattern.bytes(0..<1_000_000))
        #expect(part.head.status == 206)
        #expect(part.head["Content-Range"] == "bytes 600000-600009/1000000")
        #expect(part.body == BytePattern.bytes(600_000..<600_010))
        #expect(outside.head.status == 416)
        #expect(outside.head["Content-Range"] == "bytes */1000000")
        #expect(missing.head.status == 404)
    }

    @Test func `records requests and keeps their connection`() async throws {
        let origin = try LoopbackOrigin()
        origin.serve("/file", .bytes(Data("ten bytes.".utf8), type: "text/plain", name: "ten.txt"))

        let first = try await reply(origin, "/file", HeaderField("X-Number", "1"))
        _ = try await reply(origin, "/file?again")

        #expect(first.head["Content-Type"] == "text/plain")
        #expect(first.head["Content-Disposition"] == "attachment; filename=\"ten.txt\"")
        #expect(origin.requests.map(\.method) == ["GET", "GET"])
        #expect(origin.requests.map(\.target) == ["/file", "/file?again"])
        #expect(origin.requests.first?["x-number"] == "1")
        // The listener and the one connection.
        #expect(socketCount(onPort: origin.port) == 2)
    }

    @Test(arguments: [LoopbackOrigin.Ending.close, .reset])
    func `breaks off where a raw reply ends`(ending: LoopbackOrigin.Ending) async throws {
        let origin = try LoopbackOrigin()
        origin.reply(
            "/raw",
            with: "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
            then: ending
        )
        let request = TransportRequest(url: origin.url("/raw"))

        let error = await #expect(throws: TransportError.self) {
            let body = try await network.response(to: request).body
            while try await body.next() != nil {}
        }

        guard case .connectionLost = error?.reason else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `closes what it holds and what it sends`() async throws {
        let origin = try LoopbackOrigin()
        origin.reply(
            "/held",
            with: "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
            then: .hold
        )
        // At this rate it would go on for a day.
        origin.serve("/slow", .pattern(size: 100_000, bytesPerSecond: 1))
        let held = try await network.response(to: TransportRequest(url: origin.url("/held"))).body
        let slow = try await network.response(to: TransportRequest(url: origin.url("/slow"))).body
        #expect(try await held.next() == Data("abc".utf8))
        #expect(try await slow.next() == BytePattern.bytes(0..<1))
        #expect(socketCount(onPort: origin.port) == 3)

        origin.close()

        #expect(socketCount(onPort: origin.port) == 0)
        await #expect(throws: TransportError.self) {
            while try await held.next() != nil {}
        }
        await #expect(throws: TransportError.self) {
            while try await slow.next() != nil {}
        }
        await #expect(throws: TransportError.self) { try await reply(origin, "/held") }
    }

    @Test func `serves a download from its first event to its last`() async throws {
        let origin = try LoopbackOrigin()
        origin.serve("/large", .pattern(size: 1_500_000))
        let download = Download(from: origin.url("/large"), to: .nowhere)
        var grammar = EventGrammar()
        var bytes = Data()

        for try await event in download.events(on: Downloader(transport: network)) {
            grammar.check(event)
            if case .chunk(let chunk) = event { bytes += chunk.bytes }
        }
        grammar.finish()

        #expect(grammar.violation == nil)
        #expect(bytes == BytePattern.bytes(0..<1_500_000))
    }
}
