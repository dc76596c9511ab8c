import Downstream
import DownstreamTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("A scripted transport", .timeLimit(.minutes(5)))
struct ScriptedTransportTests {
    private static let request = TransportRequest(url: "http://host/video.mp4")

    @Test func `plays its responses from top to bottom`() async throws {
        let network = ScriptedTransport(
            [.head(ResponseHead(status: 503))],
            [
                .head(ResponseHead(status: 100)), .head(ResponseHead(status: 200)), .bytes(3),
                .text("ab"), .bytes(7),
            ],
            chunk: 4
        )

        let first = try await network.response(to: Self.request)
        let second = try await network.response(to: Self.request)
        var chunks: [Data] = []
        while let bytes = try await second.body.next() { chunks.append(bytes) }

        #expect(first.head.status == 503)
        #expect(try await first.body.next() == nil)
        #expect(second.head.status == 200)
        #expect(
            chunks == [
                BytePattern.bytes(0..<3), Data("ab".utf8), BytePattern.bytes(5..<9),
                BytePattern.bytes(9..<12),
            ]
        )
    }

    @Test func `has the heads that most scripts need`() async throws {
        let network = ScriptedTransport([.status(404)], [.file(of: 10)], [.rest(from: 4, of: 10)])
        var heads: [ResponseHead] = []
        for _ in 1...3 { heads.append(try await network.response(to: Self.request).head) }

        #expect(heads.map(\.status) == [404, 200, 206])
        #expect(heads.map { $0["Content-Length"] } == [nil, "10", "6"])
        #expect(heads.map { $0["ETag"] } == [nil, "\"v1\"", "\"v1\""])
        #expect(heads.map { $0["Content-Range"] } == [nil, nil, "bytes 4-9/10"])
    }

    @Test func `begins a part where its range begins`() async throws {
        let range = HeaderField("Content-Range", "bytes 5-9/10")
        let network = ScriptedTransport(
            [.head(ResponseHead(status: 206, headers: [range])), .bytes(5)]
        )

        let response = try await network.response(to: Self.request)

        #expect(try await response.body.next() == BytePattern.bytes(5..<10))
    }

    @Test func `records what it was asked`() async throws {
        let network = ScriptedTransport([.drop], [.head(ResponseHead(status: 200))])
        var second = Self.request
        second.offset = 4

        await #expect(throws: TransportError.self) { try await network.response(to: Self.request) }
        _ = try await network.response(to: second)

        #expect(network.asked == [Self.request, second])
    }

    @Test func `says that it has no response left`() async throws {
        let network = ScriptedTransport([.head(ResponseHead(status: 200))])
        _ = try await network.response(to: Self.request)

        let problem = "the script has 1 responses, but this is request 2"
        await #expect(throws: TransportError(.malformedResponse(problem: problem))) {
            try await network.response(to: Self.request)
        }
    }

    @Test func `lets go of a gate when it is cancelled`() async throws {
        let gate = Gate()
        let network = ScriptedTransport([.head(ResponseHead(status: 200)), .wait(for: gate)])
        let body = try await network.response(to: Self.request).body
        let reading = Task { try await body.next() }
        await gate.waiters(atLeast: 1)

        reading.cancel()

        await #expect(throws: CancellationError.self) { try await reading.value }
    }

    @Test func `goes on when its gate opens`() async throws {
        let gate = Gate()
        let network = ScriptedTransport(
            [.head(ResponseHead(status: 200)), .wait(for: gate), .bytes(1)]
        )
        let body = try await network.response(to: Self.request).body
        async let bytes = body.next()
        await gate.waiters(atLeast: 1)

        gate.open()

        #expect(try await bytes?.count == 1)
    }

    @Test func `carries a download through its retries`() async throws {
        let network = ScriptedTransport(
            [.head(ResponseHead(status: 503))],
            [.head(ResponseHead(status: 200, length: 10)), .bytes(4), .drop],
            [.head(ResponseHead(status: 200, length: 10)), .pause(.seconds(2)), .bytes(10)]
        )
        let download = Download(
            from: "http://host/video.mp4",
            to: .nowhere,
            retry: RetryPolicy(retries: 2)
        )
        var grammar = EventGrammar()
        var last: DownloadEvent?

        for try await event in download.events(on: .scripted(network)) {
            grammar.check(event)
            last = event
        }
        grammar.finish()

        #expect(grammar.violation == nil)
        guard case .completed(let completion) = last else {
            Issue.record("The last event is not completed.")
            return
        }
        #expect(completion.attempts == 3)
        #expect(completion.byteCount == 10)
    }
}
