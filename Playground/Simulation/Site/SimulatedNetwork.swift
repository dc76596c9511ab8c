internal import Downstream
internal import DownstreamTesting

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What one process sees of the network: the site through a script, watched for what was promised.
struct SimulatedNetwork: Transport {
    /// A body whose bytes are counted as long as anybody keeps them.
    private struct CountedBody: TransportBody {
        let base: any TransportBody
        let network: SimulatedNetwork
        let line: Connections.Line

        var timings: TransferTimings? { base.timings }

        func next() async throws -> Data? {
            do {
                guard let data = try await base.next() else {
                    line.close()
                    return nil
                }
                let counted = network.live.counted(data)
                network.checkMemory()
                return counted
            } catch {
                line.close()
                throw error
            }
        }
    }

    /// Until when a host wants to be left alone, and since when.
    private struct Pause: Sendable {
        let since: Duration
        let until: Duration
        /// How many other requests may have been on their way when it said so.
        var excuses: Int
    }

    private let base: @Sendable (_ others: Int) -> any Transport
    private let clock: TestClock
    private let live = LiveBytes()
    /// The most bytes that may be kept.
    private let budget: Int
    /// How many requests there may be at a time.
    private let requests: Int
    private let connections: Connections
    private let pauses = Locked<[String: Pause]>([:])
    private let complain: @Sendable (String) -> Void

    /// The network of a process that keeps at most so many bytes.
    init(
        _ site: Site,
        chunk: Int,
        budget: Int,
        requests: Int,
        _ connections: Connections,
        complain: @escaping @Sendable (String) -> Void
    ) {
        clock = site.clock
        self.budget = budget
        self.requests = requests
        self.connections = connections
        self.complain = complain
        base = { others in
            ScriptedTransport(chunk: chunk, clock: site.clock) { request, _ in
                site.steps(for: request, beside: others)
            }
        }
    }

    func response(to request: TransportRequest) async throws -> TransportResponse {
        let host = Connections.host(of: request.url)
        if let early = early(host) {
            complain("\(host) was asked again \(early) before the time it had named")
        }
        let others = connections.count(to: host)
        let line = connections.open(to: request.url)
        let response = try await base(others).response(to: request)
        notePause(response.head, of: host)
        return TransportResponse(
            head: response.head,
            body: CountedBody(base: response.body, network: self, line: line),
            peer: response.peer
        )
    }

    /// How much too early it is to ask a host; nil where it is not.
    private func early(_ host: String) -> Duration? {
        let now = clock.now.offset
        return pauses.withLock { pauses in
            guard let pause = pauses[host], now < pause.until else { return nil }
            if now == pause.since, pause.excuses > 0 {
                pauses[host]?.excuses -= 1
                return nil
            }
            return pause.until - now
        }
    }

    /// For how many seconds a host wants to be left alone; nil where it does not say, or where the date
    /// that it names cannot be held against its own.
    private func wait(_ head: ResponseHead) -> Int64? {
        guard let text = head["Retry-After"] else { return nil }
        if let seconds = Int64(text) { return seconds }
        guard let end = HTTPDate(text), let date = head["Date"].flatMap(HTTPDate.init) else {
            return nil
        }
        return end.secondsSince1970 - date.secondsSince1970
    }

    private func notePause(_ head: ResponseHead, of host: String) {
        guard head.status == 429 || head.status == 503, let seconds = wait(head) else { return }
        let now = clock.now.offset
        pauses.withLock { pauses in
            let until = max(now + .seconds(seconds), pauses[host]?.until ?? .zero)
            pauses[host] = Pause(since: now, until: until, excuses: requests - 1)
        }
    }

    private func checkMemory() {
        let kept = live.now
        if kept > budget {
            complain("\(kept) bytes are kept for consumers, where \(budget) are allowed")
        }
    }
}
