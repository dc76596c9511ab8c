/// Which destinations have a run in this process, so that no two runs write one file.
package final class DestinationClaims: Sendable {
    /// The claims of the process.
    package static let shared = DestinationClaims()

    private struct Claim {
        let hub: ShareHub
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let claims = Locked<[String: Claim]>([:])

    /// Claims a place for the run of `hub`; waits where its holder is on its way out.
    ///
    /// - Throws: `.destinationBusy` if the holder is alive.
    func claim(_ place: String, for hub: ShareHub) async throws(DownloadError.Reason) {
        while true {
            let holder = claims.withLock { claims in
                let holder = claims[place]?.hub
                if holder == nil { claims[place] = Claim(hub: hub) }
                return holder
            }
            guard let holder else { return }
            guard holder.isLeaving else { throw .destinationBusy }
            await departure(from: place)
        }
    }

    private func departure(from place: String) async {
        await withCheckedContinuation { continuation in
            let waits = claims.withLock { claims in
                claims[place]?.waiting.append(continuation) != nil
            }
            if !waits { continuation.resume() }
        }
    }

    /// Gives a place back and lets those go on who wait for it.
    func release(_ place: String) {
        let waiting = claims.withLock { $0.removeValue(forKey: place)?.waiting ?? [] }
        for continuation in waiting { continuation.resume() }
    }
}
