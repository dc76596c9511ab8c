internal import Downstream

#if canImport(FoundationEssentials)
internal import struct FoundationEssentials.Data
#else
internal import struct Foundation.Data
#endif

/// A row while a transport plays it.
struct ConformanceTrial {
    /// What a transport did that it must not do.
    struct Violation: Error {
        let text: String
    }

    let row: ConformanceRow
    let stage: ConformanceStage
    let gate: Gate

    private var request: TransportRequest {
        var request = row.request
        request.url = stage.url
        return request
    }

    /// Plays the row.
    ///
    /// - Throws: ``Violation`` where the transport does otherwise, and whatever it throws itself where
    ///   it must not.
    func play() async throws {
        switch row.reading {
        case .toTheEnd:
            let result = try await ConformanceResult {
                try await stage.transport.response(to: request)
            }
            try result.judge(row.outcome)
        case .cancelledBeforeTheHead:
            try await cancel { _ = try await stage.transport.response(to: request) }
            try await playNext()
        case .cancelledInTheBody:
            let response = try await stage.transport.response(to: request)
            let result = try await ConformanceResult(upTo: row.outcome.byteCount) { response }
            try result.judge(row.outcome)
            try await cancel { _ = try await response.body.next() }
            try await playNext()
        case .behindAnother:
            let response = try await stage.transport.response(to: request)
            try await playNext()
            guard gate.waiterCount == 0 else {
                throw Violation(text: "the server is not stopped by a body that nobody reads")
            }
            gate.open()
            try await ConformanceResult { response }.judge(row.outcome)
        }
        guard let asked = stage.asked().first, asked == AskedRequest(request) else {
            throw Violation(text: "it asks for something else: \(stage.asked())")
        }
    }

    /// Reads the next response, which has to be whole.
    private func playNext() async throws {
        let response = try await stage.transport.response(to: request)
        while try await response.body.next() != nil {}
    }

    /// Has a task wait for a server that waits too, and cancels it.
    private func cancel(_ wait: @escaping @Sendable () async throws -> Void) async throws {
        let task = Task { try await wait() }
        await gate.waiters(atLeast: 1)
        task.cancel()
        do {
            try await task.value
        } catch is CancellationError {
            return
        }
        throw Violation(text: "it goes on although it is cancelled")
    }
}
