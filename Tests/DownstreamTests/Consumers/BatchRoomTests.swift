import Downstream
import DownstreamTesting
import Foundation
import Synchronization
import Testing

@Suite("The room of a batch", .timeLimit(.minutes(5)))
struct BatchRoomTests {
    private func downloads(_ count: Int) -> [Download] {
        (1...count).map { Download(from: "http://host/\($0)", to: .nowhere, retry: .never) }
    }

    @Test func `is shared, so that no run is far ahead of who reads`() async throws {
        let network = Endless(chunks: 128)
        var (read, largestLead) = (0, 0)

        for try await item in Downloader(transport: network).events(for: downloads(4), atMost: 4) {
            guard case .chunk(let chunk) = item.event else { continue }
            await Task.yield()
            read += chunk.bytes.count
            largestLead = max(largestLead, network.delivered - read)
        }

        #expect(read == 32 << 20)
        #expect(network.delivered == read)
        #expect(largestLead <= 2 << 20)
    }

    @Test func `is left at once by runs that are cancelled`() async throws {
        let full = Gate()
        // It may be one run alone that fills the room, and then no byte more is taken.
        let network = Endless(chunks: .max) { delivered in if delivered >= 1 << 20 { full.open() } }
        let batch = Downloader(transport: network)
            .batch(of: LazyAsyncSequence(downloads(4)), atMost: 4)
        _ = try await batch.next()
        // There is no room for what comes now, and nobody who reads.
        try await full.pass()

        let remains = await batch.stop()

        #expect(!remains.events.contains { $0.event.isEnd })
        #expect(network.delivered < 3 << 20)
    }

    @Test func `is given back by one whose time is up`() async throws {
        let clock = TestClock()
        let gate = Gate()
        let network = ScriptedTransport { request, _ in
            request.url.hasSuffix("/1") ? [.wait(for: gate)] : [.file(of: 4), .bytes(4)]
        }
        var downloads = downloads(3)
        downloads[0].limits.deadline = .milliseconds(500)
        let stream = Downloader.scripted(network, clock: clock).events(for: downloads, atMost: 1)

        let reader = Task {
            var events: [Int: [DownloadEvent]] = [:]
            for try await item in stream { events[item.id, default: []].append(item.event) }
            return events
        }
        await gate.waiters(atLeast: 1)
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .milliseconds(500))

        let seen = try await reader.value
        let late = ExpectedEvents("s F(deadlineExceeded)", progress: .none)
        #expect(late.mismatch(in: seen[1] ?? []) == nil)
        let others = ExpectedEvents("s c D", progress: .none)
        for id in 2...3 { #expect(others.mismatch(in: seen[id] ?? []) == nil) }
    }

    @Test func `events can be made by hand`() {
        let (first, second) = (downloads(2)[0], downloads(2)[1])
        var event = BatchEvent(id: 7, download: first, event: .started(1))
        let copy = event
        event.download = second

        #expect(event.id == 7)
        #expect(event.download.source.description == "http://host/2")
        #expect(copy.download.source.description == "http://host/1")
    }
}

/// A network that gives chunks of 64 KiB as fast as they are taken, and counts those of all bodies.
private final class Endless: Transport {
    private final class Body: TransportBody {
        let network: Endless
        let taken = Atomic(0)
        var timings: TransferTimings? { nil }

        init(_ network: Endless) {
            self.network = network
        }

        func next() async throws -> Data? {
            let number = taken.add(1, ordering: .relaxed).newValue
            guard number <= network.chunks else { return nil }
            network.count.add(1, ordering: .relaxed)
            network.watch(network.delivered)
            return Endless.chunk
        }
    }

    private static let chunk = Data(repeating: 7, count: 64 << 10)
    private let chunks: Int
    private let count = Atomic(0)
    private let watch: @Sendable (_ delivered: Int) -> Void

    /// So many chunks in each body.
    init(chunks: Int, watch: @escaping @Sendable (_ delivered: Int) -> Void = { _ in }) {
        self.chunks = chunks
        self.watch = watch
    }

    var delivered: Int { count.load(ordering: .relaxed) * Self.chunk.count }

    func response(to request: TransportRequest) async throws -> TransportResponse {
        TransportResponse(head: ResponseHead(status: 200), body: Body(self))
    }
}
