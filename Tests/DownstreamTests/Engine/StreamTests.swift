import Downstream
import DownstreamTesting
import Foundation
import Synchronization
import TestTraits
import Testing

@Suite("A stream of events", .timeLimit(.minutes(5)))
struct StreamTests {
    private static let head = ResponseHead(status: 200, length: 10)

    private func download(to destination: Destination = .nowhere) -> Download {
        Download(from: "http://host/video.mp4", to: destination)
    }

    @Test(.case(77)) func `tells a download from its beginning to its end`() async throws {
        let network = ScriptedTransport([.head(Self.head), .bytes(4), .bytes(6)])

        let events = try await download().events(on: .scripted(network)).allEvents()

        #expect(ExpectedEvents("s p p c c p(verifying) D").mismatch(in: events) == nil)
        #expect(EventGrammar.violation(in: events) == nil)
        guard case .progress(let last) = events[events.count - 2] else {
            Issue.record("no progress before the end")
            return
        }
        #expect(last.fraction == 1)
    }

    @Test(.case(74)) func `starts nothing before it is read`() async throws {
        let network = ScriptedTransport([.head(Self.head), .bytes(10)])

        let events = download().events(on: .scripted(network))
        #expect(network.asked.isEmpty)

        _ = try await events.completion()
        #expect(network.asked.count == 1)
    }

    @Test(.case(77)) func `throws the error that it told, once, and then only ends`() async throws {
        let network = ScriptedTransport([.head(ResponseHead(status: 404))])
        var iterator = download().events(on: .scripted(network)).makeAsyncIterator()
        var told: DownloadError?

        while told == nil, let event = try await iterator.next() {
            if case .failed(let error) = event { told = error }
        }
        var thrown: DownloadError?
        do {
            _ = try await iterator.next()
        } catch {
            thrown = error as? DownloadError
        }

        #expect(told?.reason == .httpStatus(code: 404))
        #expect(told?.stage == .judging)
        #expect(thrown == told)
        let after = (try await iterator.next(), try await iterator.next())
        #expect(after.0 == nil && after.1 == nil)
    }

    @Test(.case(74)) func `ends silently when its consumer is cancelled`() async throws {
        let gate = Gate()
        let network = ScriptedTransport([.head(Self.head), .bytes(4), .wait(for: gate), .bytes(6)])
        let events = download().events(on: .scripted(network))
        let received = Gate()
        let consumer = Task {
            var seen: [DownloadEvent] = []
            for try await event in events {
                seen.append(event)
                if event.isChunk { received.open() }
            }
            return seen
        }

        await gate.waiters(atLeast: 1)
        try await received.pass()
        consumer.cancel()

        let seen = try await consumer.value
        #expect(ExpectedEvents("s p p c").mismatch(in: seen) == nil)
        #expect(EventGrammar.violation(in: seen, isCancelled: true) == nil)
    }

    @Test func `is no success when it only ends`() async throws {
        let gate = Gate()
        let folder = try TemporaryFolder()
        let network = ScriptedTransport(
            responses: Array(repeating: [.head(Self.head), .bytes(4), .wait(for: gate)], count: 2)
        )
        let downloader = Downloader.scripted(network)
        let download = download(to: .file(path: folder.path("a")))

        let strict = Task { try await download.file(on: downloader) }
        await gate.waiters(atLeast: 1)
        strict.cancel()
        await #expect(throws: CancellationError.self) { try await strict.value }

        let lenient = Task { await download.savedFile(on: downloader) }
        await gate.waiters(atLeast: 1)
        lenient.cancel()
        #expect(await lenient.value == nil)
        #expect(try folder.names == ["a.part"])
    }

    @Test func `refuses a second loop and leaves the first alone`() async throws {
        let gate = Gate()
        let network = ScriptedTransport([.head(Self.head), .wait(for: gate), .bytes(10)])
        let events = download().events(on: .scripted(network))

        // Behind the gate there is nothing to read, so one of them comes to wait while the other does.
        let ends = await withTaskGroup { group in
            for _ in 0..<2 {
                group.addTask { () -> Result<Int64, any Error> in
                    do {
                        return .success(try await events.completion().byteCount)
                    } catch {
                        gate.open()
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }

        #expect(ends.compactMap { try? $0.get() } == [10])
        let reasons = ends.compactMap { end -> DownloadError.Reason? in
            if case .failure(let error as DownloadError) = end { error.reason } else { nil }
        }
        #expect(reasons == [.streamInUse])
    }

    @Test func `is a run of its own at each call`() async throws {
        let network = ScriptedTransport(
            [.head(Self.head), .bytes(10)],
            [.head(Self.head), .bytes(10)]
        )
        let downloader = Downloader.scripted(network)

        _ = try await download().events(on: downloader).completion()
        _ = try await download().events(on: downloader).completion()

        #expect(network.asked.count == 2)
    }

    @Test(.case(78)) func `cancels the download when it is let go`() async throws {
        let gate = Gate()
        let folder = try TemporaryFolder()
        let network = ScriptedTransport(
            [.head(Self.head), .bytes(4), .wait(for: gate)],
            [.head(Self.head), .bytes(10)]
        )
        let downloader = Downloader.scripted(network)
        let download = download(to: .file(path: folder.path("a")))

        for try await event in download.events(on: downloader) {
            if case .chunk = event { break }
        }

        // The next run waits until the one before has let go of the destination.
        #expect(try await download.file(on: downloader) != nil)
        #expect(try folder.names == ["a"])
    }

    @Test(.case(75)) func `never runs far ahead of who reads it`() async throws {
        let endless = EndlessTransport(chunks: 512)
        let events = download().events(on: Downloader(transport: endless))
        var largestLead = 0

        for try await event in events {
            guard case .chunk(let chunk) = event else { continue }
            await Task.yield()
            let read = Int(chunk.offset) + chunk.bytes.count
            largestLead = max(largestLead, endless.delivered - read)
        }

        #expect(endless.delivered == 32 << 20)
        #expect(largestLead <= 2 << 20)
    }
}

/// A network that gives chunks of 64 KiB as fast as they are taken, and counts them.
private final class EndlessTransport: Transport, TransportBody {
    private static let chunk = Data(repeating: 7, count: 64 << 10)
    private let chunks: Int
    private let count = Atomic(0)

    init(chunks: Int) {
        self.chunks = chunks
    }

    var delivered: Int { count.load(ordering: .relaxed) * Self.chunk.count }
    var timings: TransferTimings? { nil }

    func response(to request: TransportRequest) async throws -> TransportResponse {
        TransportResponse(head: ResponseHead(status: 200), body: self)
    }

    func next() async throws -> Data? {
        guard count.load(ordering: .relaxed) < chunks else { return nil }
        count.add(1, ordering: .relaxed)
        return Self.chunk
    }
}
