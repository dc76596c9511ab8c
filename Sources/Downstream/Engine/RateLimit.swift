/// A bound on bytes per second over all downloads that share it.
///
/// A token bucket that may go into debt: bytes that have come are accepted, and their receiver waits
/// until the debt is paid, which stops the server through back-pressure.
package final class RateLimit: Sendable {
    private let bytesPerSecond: Double
    private let paidUntil = Locked<Duration?>(nil)

    /// A bound; 1 byte per second or more.
    package init(bytesPerSecond: Int64) {
        self.bytesPerSecond = Double(max(1, bytesPerSecond))
    }

    /// Charges bytes that arrived at `now`, and tells how long their receiver has to wait.
    package func charge(_ count: Int, at now: Duration) -> Duration {
        paidUntil.withLock { paidUntil in
            let begin = max(paidUntil ?? now, now)
            let end = begin + .seconds(Double(count) / bytesPerSecond)
            paidUntil = end
            return end - now
        }
    }
}
