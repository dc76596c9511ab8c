#if canImport(FoundationEssentials)
internal import struct FoundationEssentials.Date
#else
internal import struct Foundation.Date
#endif

/// Time as the engine sees it: a clock that tests can hold in their hand.
package struct Timekeeper: Sendable {
    /// The time since some fixed moment.
    package let now: @Sendable () -> Duration
    /// Waits; throws `CancellationError` at once if the task is cancelled.
    package let sleep: @Sendable (Duration) async throws -> Void
    /// The date, in seconds since 1970; only for what servers say without a date of their own.
    package let secondsSince1970: @Sendable () -> Int64

    /// The time of a clock.
    package init<C: Clock>(
        _ clock: C,
        secondsSince1970: @escaping @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) }
    ) where C.Duration == Swift.Duration {
        let origin = clock.now
        now = { origin.duration(to: clock.now) }
        sleep = { try await clock.sleep(until: clock.now.advanced(by: $0), tolerance: nil) }
        self.secondsSince1970 = secondsSince1970
    }
}
