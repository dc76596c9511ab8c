/// Which destinations have a run in this process, so that no two runs write one file.
package final class DestinationClaims: Sendable {
    /// The claims of the process.
    package static let shared = DestinationClaims()

    private struct Claim {
        let holder: any RunChannel
        /// Who waits for the holder to leave, in the order in which they came.
        var waiting: [Waiter] = []
    }

    private struct Waiter {
        let channel: ObjectIdentifier
        let continuation: CheckedContinuation<Void, Never>
    }

    private let claims = Locked<[String: Claim]>([:])

    /// No claims yet.
    package init() {}

    /// Claims a place for the run of `channel`; waits where its holder is on its way out.
    ///
    /// - Throws: `.destinationBusy` if the holder is alive; `CancellationError` if this task is
    ///   cancelled while it waits.
    func claim(_ place: String, for channel: any RunChannel) async throws {
        while true {
            let holder = claims.withLock { claims in
                let holder = claims[place]?.holder
                if holder == nil { claims[place] = Claim(holder: channel) }
                return holder
            }
            guard let holder else { return }
            guard holder.isLeaving else { throw DownloadError.Reason.destinationBusy }
            await departure(of: holder, from: place, for: channel)
            try Task.checkCancellation()
        }
    }

    /// Waits until `holder` has given back a place, or this task is cancelled; somebody else may have
    /// the place then.
    func departure(of holder: any RunChannel, from place: String, for channel: any RunChannel) async
    {
        let waiter = ObjectIdentifier(channel)
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waits = claims.withLock { claims in
                    guard !Task.isCancelled, claims[place]?.holder === holder else { return false }
                    claims[place]?.waiting.append(
                        Waiter(channel: waiter, continuation: continuation)
                    )
                    return true
                }
                if !waits { continuation.resume() }
            }
        } onCancel: {
            let waiting = claims.withLock { claims -> Waiter? in
                let index = claims[place]?.waiting.firstIndex { $0.channel == waiter }
                return index.flatMap { claims[place]?.waiting.remove(at: $0) }
            }
            waiting?.continuation.resume()
        }
    }

    /// Gives a place back and lets those go on who wait for it, in their order.
    func release(_ place: String) {
        let waiting = claims.withLock { $0.removeValue(forKey: place)?.waiting ?? [] }
        for waiter in waiting { waiter.continuation.resume() }
    }
}
