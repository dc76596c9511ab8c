import Downstream
import DownstreamTesting
import TestTraits
import Testing

@Suite("Trying again", .timeLimit(.minutes(5)))
struct RetryTests {
    private let clock = TestClock()
    private let policy = RetryPolicy(retries: 2, base: .seconds(4), cap: .seconds(60))

    private func download(_ limits: DownloadLimits = .default) -> Download {
        Download(from: "http://host/video.mp4", to: .nowhere, retry: policy, limits: limits)
    }

    @Test(.case(42)) func `waits as long as the server asks, by its own date`() async throws {
        let fields = [
            HeaderField("Date", "Sun, 06 Nov 1994 08:49:37 GMT"),
            HeaderField("Retry-After", "Sun, 06 Nov 1994 08:51:07 GMT"),
        ]
        let network = ScriptedTransport([.head(ResponseHead(status: 429, headers: fields))])
        let downloader = Downloader.scripted(network, clock: clock)
        var attempts: [DownloadEvent.Attempt] = []

        for try await case .started(let attempt) in download().events(on: downloader) {
            attempts.append(attempt)
            if attempts.count == 2 { break }
        }

        #expect(attempts.last?.delay == .seconds(90))
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

        let stream = download().events(on: .scripted(network, clock: clock))
        let events = try await stream.allEvents()

        #expect(network.asked.count == 3)
        let expected = ExpectedEvents(
            "s s(hostNotFound) s(hostNotFound) F(hostNotFound)",
            progress: .none
        )
        #expect(expected.mismatch(in: events) == nil)
        guard case .failed(let error) = events.last else { return }
        #expect(error.attempt == 3)
        #expect(error.stage == .requesting)
    }

    @Test(.case(46)) func `counts on where the file begins again, however much comes`() async throws
    {
        let replies = (1...5).map { number -> [ScriptedTransport.Step] in
            var head = ResponseHead(status: 200, length: 100_000_000)
            head.headers.append(HeaderField("ETag", "\"v\(number)\""))
            return [.head(head), .bytes(number * 2_000_000), .drop]
        }
        let network = ScriptedTransport(responses: replies)
        var download = download()
        download.retry.retries = 1

        let result = try await download.result(on: .scripted(network, clock: clock))

        #expect(throws: DownloadError.self) { try result.get() }
        // The first attempt got ahead, so that one more is allowed; the second did not.
        #expect(network.asked.count == 2)
    }

    @Test(.case(46)) func `counts anew where an attempt got ahead`() async throws {
        let size = 8_000_000
        var head = ResponseHead(status: 200, length: Int64(size))
        head.headers.append(HeaderField("ETag", "\"v1\""))
        let parts = stride(from: 2_000_000, to: size, by: 2_000_000).map { offset in
            let fields = [
                HeaderField("ETag", "\"v1\""),
                HeaderField("Content-Range", "bytes \(offset)-\(size - 1)/\(size)"),
            ]
            return [
                ScriptedTransport.Step.head(ResponseHead(status: 206, headers: fields)),
                .bytes(2_000_000), .drop,
            ]
        }
        let network = ScriptedTransport(
            responses: [[.head(head), .bytes(2_000_000), .drop]] + parts
        )
        var download = download()
        download.retry.retries = 1

        _ = try await download.result(on: .scripted(network, clock: clock))

        #expect(network.asked.map(\.offset) == [0, 2_000_000, 4_000_000, 6_000_000])
    }

    @Test func `never follows what time does not heal`() async throws {
        let network = ScriptedTransport([.head(ResponseHead(status: 404))])

        let result = try await download().result(on: .scripted(network, clock: clock))

        #expect(network.asked.count == 1)
        #expect(throws: DownloadError.self) { try result.get() }
    }

    @Test(.case(47)) func `is cut short by a cancel`() async throws {
        let network = ScriptedTransport([.head(ResponseHead(status: 503))])
        let downloader = Downloader.scripted(network, clock: clock, chance: { 1 })
        let download = download()
        let waiter = Task { try await download.file(on: downloader) }

        await clock.sleepers(atLeast: 2)
        waiter.cancel()

        await #expect(throws: CancellationError.self) { try await waiter.value }
        #expect(clock.now.offset == .zero)
    }

    @Test(.case(42)) func `fails at once where its wait would outlast the deadline`() async throws {
        let busy = ResponseHead(status: 503, headers: [HeaderField("Retry-After", "120")])
        let network = ScriptedTransport([.head(busy)])
        let download = download(DownloadLimits(deadline: .seconds(100)))

        let result = try await download.result(on: .scripted(network, clock: clock))

        guard case .failure(let error) = result else {
            Issue.record("it cannot have succeeded")
            return
        }
        #expect(error.reason == .httpStatus(code: 503))
        #expect(error.sentence.contains("trying again in 2:00 would be after the deadline"))
        #expect(network.asked.count == 1)
    }

    @Test(.case(34, 46)) func `ends at the deadline of the whole`() async throws {
        let gate = Gate()
        let network = ScriptedTransport([
            .head(ResponseHead(status: 200, length: 4)), .bytes(2), .wait(for: gate),
        ])
        let downloader = Downloader.scripted(network, clock: clock)
        let download = download(DownloadLimits(deadline: .milliseconds(500)))
        let waiter = Task { try await download.result(on: downloader) }

        await gate.waiters(atLeast: 1)
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .milliseconds(500))

        guard case .failure(let error) = try await waiter.value else {
            Issue.record("it cannot have succeeded")
            return
        }
        #expect(error.reason == .deadlineExceeded)
    }
}
