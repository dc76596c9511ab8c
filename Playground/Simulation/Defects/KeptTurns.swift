internal import Downstream

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A network where a connection that is lost takes a turn at its host with it for good.
final class KeptTurns: Transport {
    private struct Body: TransportBody {
        let base: any TransportBody
        let lose: @Sendable () -> Void

        var timings: TransferTimings? { base.timings }

        func next() async throws -> Data? {
            do {
                return try await base.next()
            } catch let error as TransportError {
                lose()
                throw error
            }
        }
    }

    private let base: any Transport
    private let gate = Locked<TransferGate?>(nil)
    private let kept = Locked<[TransferPass]>([])

    init(_ base: any Transport) {
        self.base = base
    }

    /// Takes turns at this gate.
    func takes(from new: TransferGate) {
        gate.withLock { $0 = new }
    }

    func response(to request: TransportRequest) async throws -> TransportResponse {
        var response = try await base.response(to: request)
        guard request.end != nil, let url = try? WebURL(request.url) else { return response }
        response.body = Body(base: response.body) { [self] in
            let pass = gate.withLock(\.self)?.passUnlessBusy(to: url.origin)
            if let pass { kept.withLock { $0.append(pass) } }
        }
        return response
    }
}
