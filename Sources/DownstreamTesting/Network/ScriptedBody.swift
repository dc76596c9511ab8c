internal import Downstream

#if canImport(FoundationEssentials)
internal import struct FoundationEssentials.Data
#else
internal import struct Foundation.Data
#endif

/// The body of a scripted response.
final class ScriptedBody: TransportBody {
    private let reader: Locked<ScriptReader>
    private let clock: any Clock<Duration>

    init(_ reader: ScriptReader, _ clock: any Clock<Duration>) {
        self.reader = Locked(reader)
        self.clock = clock
    }

    /// A script does not time itself.
    var timings: TransferTimings? { nil }

    func next() async throws -> Data? {
        while true {
            try Task.checkCancellation()
            switch reader.withLock({ $0.next() }) {
            case .bytes(let bytes): return bytes
            case .end: return nil
            case .wait(let wait): try await wait.pass(clock)
            case .fail(let error): throw error
            case .head:
                throw TransportError(.malformedResponse(problem: "its script has two heads"))
            }
        }
    }
}
