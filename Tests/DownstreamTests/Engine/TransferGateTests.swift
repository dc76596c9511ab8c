import Downstream
import DownstreamTesting
import TestTraits
import Testing

@Suite("Waiting for a turn at a host", .timeLimit(.minutes(5)))
struct TransferGateTests {
    private static let head = ResponseHead(status: 200, length: 4)
    private let clock = TestClock()
    private let gate = Gate()

    private func download(_ name: String, from host: String = "host") -> Download {
        Download(from: "http://\(host)/\(name)", to: .nowhere)
    }

    /// A network where everything from `host` stops behind its head until the gate opens.
    private var network: ScriptedTransport {
        ScriptedTransport { [gate] request, _ in
            let wait: [ScriptedTransport.Step] =
                request.url.hasPrefix("http://host/") ? [.wait(for: gate)] : []
            return [.head(Self.head)] + wait + [.bytes(4)]
        }
    }

    @Test func `holds back what one host gets too much of, and nothing else`() async throws {
        let network = network
        var configuration = Downloader.Configuration()
        configuration.connectionsPerHost = 2
        let downloader = Downloader.scripted(network, clock: clock, configuration: configuration)
        async let first = download("1").completion(on: downloader)
        async let second = download("2").completion(on: downloader)
        await gate.waiters(atLeast: 2)

        var third = download("3").events(on: downloader).makeAsyncIterator()
        #expect(try await phase(of: &third) == .waiting(until: nil))
        _ = try await download("4", from: "other").completion(on: downloader)
        #expect(network.asked.count == 3)

        gate.open()
        _ = try await (first, second)
        #expect(try await phase(of: &third) == .connecting)
        #expect(try await rest(of: &third).last?.isEnd == true)
        #expect(network.asked.count == 4)
    }

    @Test func `holds back what is too much in all`() async throws {
        var configuration = Downloader.Configuration()
        configuration.transfers = 1
        let downloader = Downloader.scripted(network, clock: clock, configuration: configuration)
        async let first = download("1").completion(on: downloader)
        await gate.waiters(atLeast: 1)

        var second = download("2", from: "other").events(on: downloader).makeAsyncIterator()
        #expect(try await phase(of: &second) == .waiting(until: nil))

        gate.open()
        _ = try await first
        #expect(try await phase(of: &second) == .connecting)
    }

    @Test func `ends with a cancel, and hands no turn to who has gone`() async throws {
        var configuration = Downloader.Configuration()
        configuration.connectionsPerHost = 1
        let downloader = Downloader.scripted(network, clock: clock, configuration: configuration)
        async let first = download("1").completion(on: downloader)
        await gate.waiters(atLeast: 1)
        let waits = Gate()
        let waiting = download("2")
        let second = Task {
            var iterator = waiting.events(on: downloader).makeAsyncIterator()
            while let event = try await iterator.next() {
                if case .progress(let progress) = event, progress.phase == .waiting(until: nil) {
                    waits.open()
                }
            }
        }
        try await waits.pass()

        second.cancel()
        try await second.value
        gate.open()
        _ = try await first
        _ = try await download("3").completion(on: downloader)
    }

    @Test(.case(42)) func `leaves a host alone that asks for it, with all downloads`() async throws
    {
        let busy = ResponseHead(status: 429, headers: [HeaderField("Retry-After", "30")])
        let network = ScriptedTransport { request, number in
            number == 1 ? [.head(busy)] : [.head(Self.head), .bytes(4)]
        }
        let downloader = Downloader.scripted(network, clock: clock)
        var first = download("1").events(on: downloader).makeAsyncIterator()
        while let event = try await first.next() {
            if case .started(let attempt) = event, attempt.number == 2 { break }
        }

        var second = download("2").events(on: downloader).makeAsyncIterator()
        #expect(try await phase(of: &second) == .waiting(until: .seconds(30)))
        _ = try await download("3", from: "other").completion(on: downloader)
        #expect(network.asked.map(\.url) == ["http://host/1", "http://other/3"])

        await clock.sleepers(atLeast: 3)
        clock.advance(by: .seconds(30))
        #expect(try await rest(of: &first).last?.isEnd == true)
        #expect(try await rest(of: &second).last?.isEnd == true)
        #expect(network.asked.count == 4)
    }

    @Test func `holds back also who waits for a turn when the host asks for it`() async throws {
        let gate = gate
        let busy = ResponseHead(status: 429, headers: [HeaderField("Retry-After", "30")])
        let network = ScriptedTransport { _, number in
            number == 1 ? [.wait(for: gate), .head(busy)] : [.head(Self.head), .bytes(4)]
        }
        let downloader = Downloader.scripted(
            network,
            clock: clock,
            configuration: .init(connectionsPerHost: 1)
        )
        async let first = download("1").events(on: downloader).allEvents()
        await gate.waiters(atLeast: 1)
        var second = download("2").events(on: downloader).makeAsyncIterator()
        #expect(try await phase(of: &second) == .waiting(until: nil))

        gate.open()
        #expect(try await phase(of: &second) == .waiting(until: .seconds(30)))
        #expect(network.asked.count == 1)

        await clock.sleepers(atLeast: 3)
        clock.advance(by: .seconds(30))
        #expect(try await rest(of: &second).last?.isEnd == true)
        let expected = ExpectedEvents("s s(429) c D", progress: .none)
        #expect(expected.mismatch(in: try await first) == nil)
    }

    /// The next phase that is told.
    private func phase(
        of iterator: inout DownloadEvents.AsyncIterator
    ) async throws -> DownloadEvent.Phase? {
        while let event = try await iterator.next(isolation: #isolation) {
            if case .progress(let progress) = event { return progress.phase }
        }
        return nil
    }

    private func rest(
        of iterator: inout DownloadEvents.AsyncIterator
    ) async throws -> [DownloadEvent] {
        var events: [DownloadEvent] = []
        while let event = try await iterator.next(isolation: #isolation) { events.append(event) }
        return events
    }
}
