import Downstream
import DownstreamTesting
import Foundation
import TestTraits
import Testing

@Suite("Many downloads in one stream", .timeLimit(.minutes(5)))
struct BatchTests {
    private static let head = ResponseHead(status: 200, length: 4)

    private func download(_ number: Int, host: String = "host") -> Download {
        Download(from: "http://\(host)/\(number)", to: .nowhere, retry: .never)
    }

    /// A sequence of numbers that counts how many were taken.
    private struct Counted: Sequence, IteratorProtocol, Sendable {
        var rest: Int
        let taken: Locked<Int>
        let download: @Sendable (Int) -> Download

        mutating func next() -> Download? {
            guard rest > 0 else { return nil }
            rest -= 1
            return download(
                taken.withLock { taken in
                    taken += 1
                    return taken
                }
            )
        }
    }

    private func events(_ stream: BatchEvents) async throws -> [Int: [DownloadEvent]] {
        var events: [Int: [DownloadEvent]] = [:]
        for try await item in stream { events[item.id, default: []].append(item.event) }
        return events
    }

    @Test func `tells each by the grammar, and goes on where one fails`() async throws {
        let network = ScriptedTransport(chunk: 1) { request, _ in
            request.url.hasSuffix("/7")
                ? [.head(ResponseHead(status: 404))] : [.head(Self.head), .bytes(4)]
        }
        let downloads = (1...40).map { download($0) }

        let seen = try await events(
            Downloader.scripted(network).events(for: downloads, atMost: 5)
        )

        #expect(seen.count == 40)
        for (id, events) in seen {
            #expect(EventGrammar.violation(in: events) == nil)
            guard case .failed(let error) = events.last else { continue }
            #expect(id == 7)
            #expect(error.reason == .httpStatus(code: 404))
        }
    }

    @Test func `reads no more of the sequence than may begin`() async throws {
        let gate = Gate()
        let taken = Locked(0)
        let network = ScriptedTransport { _, _ in [.head(Self.head), .wait(for: gate), .bytes(4)] }
        let downloads = Counted(rest: 200, taken: taken) { [self] in download($0) }
        var configuration = Downloader.Configuration()
        configuration.connectionsPerHost = 3
        let downloader = Downloader.scripted(network, configuration: configuration)

        let stream = downloader.events(for: downloads, atMost: 3)
        #expect(taken.withLock(\.self) == 0)
        let reader = Task { try await events(stream) }
        await gate.waiters(atLeast: 3)
        #expect(taken.withLock(\.self) == 3)

        gate.open()
        #expect(try await reader.value.count == 200)
    }

    /// Opens a gate when nobody holds it any more.
    private final class Farewell: Sendable {
        private let gate: Gate

        init(_ gate: Gate) {
            self.gate = gate
        }

        deinit {
            gate.open()
        }
    }

    @Test func `lets go of all when nobody listens, also of what never began`() async throws {
        func listenBriefly(_ farewell: Farewell) async throws {
            let network = ScriptedTransport { _, _ in
                withExtendedLifetime(farewell) { [.head(Self.head), .wait(for: Gate())] }
            }
            let downloads = (1...64).map { download($0) }
            let stream = Downloader.scripted(network).events(for: downloads, atMost: 16)
            for try await _ in stream { break }
        }
        let gone = Gate()
        try await listenBriefly(Farewell(gone))
        try await gone.pass()
    }

    @Test func `does not let a slow host hold the others up`() async throws {
        let gate = Gate()
        let network = ScriptedTransport { request, _ in
            request.url.contains("slow") ? [.wait(for: gate)] : [.head(Self.head), .bytes(4)]
        }
        let downloads = (1...16).map { download($0, host: $0.isMultiple(of: 2) ? "slow" : "quick") }
        var configuration = Downloader.Configuration()
        configuration.connectionsPerHost = 2
        let stream = Downloader.scripted(network, configuration: configuration)
            .events(for: downloads, atMost: 4)
        var iterator = stream.makeAsyncIterator()

        var ended: Set<Int> = []
        while ended.count < 8, let item = try await iterator.next() {
            if item.event.isEnd { ended.insert(item.id) }
        }
        #expect(ended == [1, 3, 5, 7, 9, 11, 13, 15])
        gate.open()
    }

    @Test func `takes two URLs that differ in their query for two files`() async throws {
        let gate = Gate()
        let folder = try TemporaryFolder()
        let network = ScriptedTransport { _, _ in [.head(Self.head), .wait(for: gate), .bytes(4)] }
        let downloads = (1...4).map {
            Download(from: "http://host/get?id=\($0)", to: .directory(path: folder.path))
        }
        let stream = Downloader.scripted(network).events(for: downloads)
        let reader = Task { try await events(stream) }

        await gate.waiters(atLeast: 4)
        gate.open()
        #expect(try await reader.value.count == 4)
    }

    @Test func `stops reading the sequence where nobody reads its events`() async throws {
        let taken = Locked(0)
        let network = ScriptedTransport { _, _ in [.head(ResponseHead(status: 404))] }
        let downloads = Counted(rest: 1500, taken: taken) { [self] in download($0) }
        let batch = Downloader.scripted(network)
            .batch(of: LazyAsyncSequence(downloads), atMost: 4)

        _ = try await batch.next()
        await batch.settle()
        #expect(taken.withLock(\.self) < 1200)

        var ended = 0
        while let item = try await batch.next() { ended += item.event.isEnd ? 1 : 0 }
        #expect(ended == 1500)
    }

    @Test func `lets others go first while a host wants to be left alone`() async throws {
        let clock = TestClock()
        let busy = ResponseHead(status: 503, headers: [HeaderField("Retry-After", "60")])
        let network = ScriptedTransport { request, _ in
            request.url.contains("busy") ? [.head(busy)] : [.head(Self.head), .bytes(4)]
        }
        let downloads = (1...8).map {
            Download(from: "http://\($0 <= 4 ? "busy" : "quick")/\($0)", to: .nowhere)
        }
        let downloader = Downloader.scripted(network, clock: clock)
        var iterator = downloader.events(for: downloads, atMost: 2).makeAsyncIterator()

        var ended: Set<Int> = []
        while ended.count < 4, let item = try await iterator.next() {
            if item.event.isEnd { ended.insert(item.id) }
        }
        #expect(ended == [5, 6, 7, 8])
        #expect(clock.now.offset == .zero)
    }

    @Test func `begins nothing after its end, whatever the sequence gives`() async throws {
        let asked = Gate()
        let late = Gate()
        let network = ScriptedTransport { _, _ in [.head(Self.head), .bytes(4)] }
        let count = Locked(0)
        let downloads = AsyncStream<Download> { [self] in
            let number = count.withLock { count in
                count += 1
                return count
            }
            guard number > 1 else { return download(1) }
            asked.open()
            // It does not notice that nobody wants any more.
            await Task.detached { try? await late.pass() }.value
            return number == 2 ? download(2) : nil
        }
        let batch = Downloader.scripted(network).batch(of: downloads, atMost: 2)
        while let item = try await batch.next() { if item.event.isEnd { break } }
        try await asked.pass()

        let remains = await batch.stop()
        late.open()
        await batch.settleReading()
        #expect(network.asked.count == 1)
        #expect(remains.unbegun.isEmpty)
    }

    @Test func `tells whoever stops it what has ended unread`() async throws {
        let gate = Gate()
        let network = ScriptedTransport { request, _ in
            request.url.hasSuffix("/3")
                ? [.head(Self.head), .wait(for: gate), .bytes(4)] : [.head(Self.head), .bytes(4)]
        }
        let batch = Downloader.scripted(network)
            .batch(of: LazyAsyncSequence([download(1), download(2), download(3)]), atMost: 1)
        _ = try await batch.next()
        // One at a time: when the third waits, the others have ended.
        await gate.waiters(atLeast: 1)

        let remains = await batch.stop()
        #expect(Set(remains.events.filter(\.event.isEnd).map(\.id)) == [1, 2])
    }

    @Test func `says nothing of a download behind its end`() async throws {
        let clock = TestClock()
        let gate = Gate()
        let network = ScriptedTransport { _, _ in [.wait(for: gate), .head(Self.head), .bytes(4)] }
        let downloader = Downloader.scripted(network, clock: clock)
        let stream = downloader.events(for: [download(1)])
        let reader = Task { try await events(stream) }
        await gate.waiters(atLeast: 1)
        await clock.sleepers(atLeast: 1)
        gate.open()

        let seen = try await reader.value
        clock.advance(by: .seconds(5))
        #expect(EventGrammar.violation(in: seen[1] ?? []) == nil)
    }

    @Test func `ends silently when its consumer is cancelled`() async throws {
        let gate = Gate()
        let folder = try TemporaryFolder()
        let network = ScriptedTransport { _, _ in
            [.head(Self.head), .bytes(2), .wait(for: gate), .bytes(2)]
        }
        let downloads = (1...3).map {
            Download(from: "http://host/\($0)", to: .file(path: folder.path("\($0)")))
        }
        let stream = Downloader.scripted(network).events(for: downloads, atMost: 2)
        let reader = Task { try await events(stream) }
        await gate.waiters(atLeast: 2)

        reader.cancel()
        let seen = try await reader.value
        #expect(seen.values.allSatisfy { $0.last?.isEnd == false })
        // When it has ended, nothing runs any more and what came is kept.
        #expect(try folder.names.filter { $0.hasSuffix(".part") } == ["1.part", "2.part"])
        #expect(network.asked.count == 2)
    }

    @Test func `is cancelled when its stream is let go of`() async throws {
        let gate = Gate()
        let folder = try TemporaryFolder()
        let network = ScriptedTransport { _, _ in [.head(Self.head), .wait(for: gate), .bytes(4)] }
        let download = Download(from: "http://host/a", to: .file(path: folder.path("a")))
        let downloader = Downloader.scripted(network)

        for try await _ in downloader.events(for: [download]) { break }
        // A run that is on its way out is waited for; a live one would be an error.
        gate.open()
        _ = try await download.completion(on: downloader)
    }

    @Test func `throws what its sequence throws, after what has begun`() async throws {
        struct Broken: Error {}
        let network = ScriptedTransport { _, _ in [.head(Self.head), .bytes(4)] }
        let downloads = AsyncThrowingStream<Download, any Error> { continuation in
            continuation.yield(download(1))
            continuation.yield(download(2))
            continuation.finish(throwing: Broken())
        }
        var ended = 0

        await #expect(throws: Broken.self) {
            let stream = Downloader.scripted(network).events(for: downloads)
            for try await item in stream where item.event.isEnd { ended += 1 }
        }
        #expect(ended == 2)
    }

    @Test func `begins what waits although the sequence gives nothing new`() async throws {
        let network = ScriptedTransport { _, _ in [.head(Self.head), .bytes(4)] }
        let (downloads, continuation) = AsyncStream.makeStream(of: Download.self)
        var configuration = Downloader.Configuration()
        configuration.connectionsPerHost = 1
        for number in 1...3 { continuation.yield(download(number)) }
        let stream = Downloader.scripted(network, configuration: configuration)
            .events(for: downloads, atMost: 3)

        var ended = 0
        for try await item in stream where item.event.isEnd {
            ended += 1
            if ended == 3 { continuation.finish() }
        }
        #expect(ended == 3)
    }

    @Test func `does not run two downloads of one file at a time`() async throws {
        let folder = try TemporaryFolder()
        let network = ScriptedTransport { _, _ in [.head(Self.head), .bytes(4)] }
        let twice = Download(from: "http://host/a", to: .file(path: folder.path("a")))

        let seen = try await events(Downloader.scripted(network).events(for: [twice, twice]))

        #expect(seen.values.allSatisfy { if case .completed = $0.last { true } else { false } })
        #expect(network.asked.count == 2)
    }

    @Test func `does not run two downloads of one URL into a folder at a time`() async throws {
        let gate = Gate()
        let folder = try TemporaryFolder()
        let network = ScriptedTransport { request, _ in
            request.url.contains("host")
                ? [.head(Self.head), .wait(for: gate), .bytes(4)] : [.head(Self.head), .bytes(4)]
        }
        let sources = [
            "http://host/a@b?c", "http://host/a@b?c#d", "http://user@host/a@b?c#@", "http://last/z",
        ]
        let downloads = sources.map { Download(from: $0, to: .directory(path: folder.path)) }
        let stream = Downloader.scripted(network).events(for: downloads)

        // The last one begins after all that may: the others wait for the first.
        var seen: [Int: [DownloadEvent]] = [:]
        for try await item in stream {
            seen[item.id, default: []].append(item.event)
            if item.id == sources.count, item.event.isEnd { gate.open() }
        }
        #expect(seen.values.allSatisfy { if case .completed = $0.last { true } else { false } })
        #expect(try folder.names == ["a@b", "a@b (2)", "a@b (3)", "z"])
    }

    @Test func `runs downloads side by side whose queries differ`() async throws {
        let gate = Gate()
        let folder = try TemporaryFolder()
        let network = ScriptedTransport { _, _ in [.head(Self.head), .wait(for: gate), .bytes(4)] }
        let downloads = (1...2).map {
            Download(from: "http://host/a?\($0)", to: .directory(path: folder.path))
        }
        let stream = Downloader.scripted(network).events(for: downloads)
        let reader = Task { try await events(stream) }
        await gate.waiters(atLeast: 2)

        gate.open()
        #expect(try await reader.value.count == 2)
        #expect(try folder.names == ["a", "a (2)"])
    }

    @Test func `is read by one loop only`() async throws {
        let asked = Gate()
        let end = Gate()
        let downloads = AsyncStream<Download> {
            asked.open()
            try? await end.pass()
            return nil
        }
        let stream = Downloader.scripted(ScriptedTransport([])).events(for: downloads)
        // The sequence is asked when the first loop waits already.
        let first = Task { try await events(stream) }
        try await asked.pass()

        let error = await #expect(throws: DownloadError.self) { try await events(stream) }
        #expect(error?.reason == .streamInUse)
        end.open()
        #expect(try await first.value.isEmpty)
    }

    @Test func `of none ends at once`() async throws {
        let network = ScriptedTransport([])
        #expect(try await events(Downloader.scripted(network).events(for: [])).isEmpty)
        #expect(network.asked.isEmpty)
    }
}
