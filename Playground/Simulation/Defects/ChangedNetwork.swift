internal import Downstream

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A network whose requests, heads and bodies are changed on the way.
struct ChangedNetwork: Transport {
    private struct Body: TransportBody {
        let base: any TransportBody
        let isCutSilently: Bool
        let hangs: Bool

        var timings: TransferTimings? { base.timings }

        func next() async throws -> Data? {
            do {
                return try await base.next()
            } catch is TransportError where isCutSilently {
                return nil
            } catch is CancellationError where hangs {
                await unsafe withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
                return nil
            }
        }
    }

    let base: any Transport
    var request: @Sendable (inout TransportRequest) -> Void = { _ in }
    var head: @Sendable (inout ResponseHead) -> Void = { _ in }
    /// What becomes of the heads of answers to who asks for bytes up to an end.
    var part: @Sendable (inout ResponseHead, TransportRequest) -> Void = { _, _ in }
    /// Whether a body that breaks off looks as if it had come to its end.
    var isCutSilently = false
    /// Whether a body never comes back to who was cancelled.
    var hangs = false

    func response(to request: TransportRequest) async throws -> TransportResponse {
        var changed = request
        self.request(&changed)
        var response = try await base.response(to: changed)
        head(&response.head)
        if changed.end != nil { part(&response.head, changed) }
        response.body = Body(base: response.body, isCutSilently: isCutSilently, hangs: hangs)
        return response
    }
}

extension ResponseHead {
    /// Takes the fields of a name away.
    mutating func remove(_ name: String) {
        headers.removeAll { $0.isNamed(name) }
    }
}
