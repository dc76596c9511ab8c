import Downstream
import DownstreamTesting
import Testing

@Suite("Trying again", .timeLimit(.minutes(1)))
struct RetryTests {
    private let clock = TestClock()
    private let policy = RetryPolicy(retries: 2, base: .seconds(4), cap: .seconds(60))

    private func download(_ limits: DownloadLimits = .default) -> Download {
        Download(from: "http://host/video.mp4", to: .nowhere, retry: policy, limits: limits)
    }

    @Test func `is told at once, before its wait`() async throws {
        let network = ScriptedTransport(
            [.head(ResponseHead(status: 503))],
            [.head(ResponseHead(status: 200, length: 4)), .bytes(4)]
        )
        let downloader = Downloader.scripted(network, clock: clock, chance: { 0.5 })
        var iterator = download().events(on: downloader).makeAsyncIterator()
        var attempts: [DownloadEvent.Attempt] = []

        while attempts.count < 2, let event = try await iterator.next() {
            if case .started(let attempt) = event { attempts.append(attempt) }
        }
        #expect(clock.now.offset == .zero)
        #expect(attempts.last?.delay == .seconds(2))
        #expect(attempts.last?.after?.reason == .httpStatus(code: 503))

        guard case .progress(let waiting) = try await iterator.next() else {
            Issue.record("no progress while waiting")
            return
        }
        #expect(waiting.phase == .waiting(until: .seconds(2)))

        await clock.sleepers(atLeast: 2)
        clock.advance(by: .seconds(2))
        var end: DownloadEvent?
        while let event = try await iterator.next() { end = event }
        guard case .completed(let completion) = end else {
            Issue.record("\(String(describing: end))")
            return
        }
        #expect(completion.attempts == 2)
    }

    @Test func `ends with the policy, and the last error is the result`() async throws {
        let network = ScriptedTransport(
            responses: Array(repeating: [.fail(TransportError(.hostNotFound))], count: 4)
        )

        let result = try await download().result(on: .scripted(network, clock: clock))

        #expect(network.asked.count == 3)
        guard case .failure(let error) = result else {
            Issue.record("it cannot have succeeded")
            return
        }
        #expect(error.reason == .hostNotFound)
        #expect(error.attempt == 3)
        #expect(error.stage == .requesting)
    }

    @Test func `never follows what time does not heal`() async throws {
        let network = ScriptedTransport([.head(ResponseHead(status: 404))])

        let result = try await download().result(on: .scripted(network, clock: clock))

        #expect(network.asked.count == 1)
        #expect(throws: DownloadError.self) { try result.get() }
    }

    @Test func `is cut short by a cancel`() async throws {
        let network = ScriptedTransport([.head(ResponseHead(status: 503))])
        let downloader = Downloader.scripted(network, clock: clock, chance: { 1 })
        let download = download()
        let waiter = Task { try await download.file(on: downloader) }

        await clock.sleepers(atLeast: 2)
        waiter.cancel()

        await #expect(throws: CancellationError.self) { try await waiter.value }
        #expect(clock.now.offset == .zero)
    }

    @Test func `ends at the deadline of the whole`() async throws {
        let network = ScriptedTransport([.head(ResponseHead(status: 503))])
        let downloader = Downloader.scripted(network, clock: clock, chance: { 1 })
        let download = download(DownloadLimits(deadline: .milliseconds(500)))
        let waiter = Task { try await download.result(on: downloader) }

        await clock.sleepers(atLeast: 2)
        clock.advance(by: .milliseconds(500))

        guard case .failure(let error) = try await waiter.value else {
            Issue.record("it cannot have succeeded")
            return
        }
        #expect(error.reason == .deadlineExceeded)
    }
}
