/// Time as the engine sees it: a clock that tests can hold in their hand.
package struct Timekeeper: Sendable {
    /// The time since some fixed moment.
    package let now: @Sendable () -> Duration
    /// Waits; throws `CancellationError` at once if the task is cancelled.
    package let sleep: @Sendable (Duration) async throws -> Void

    /// The time of a clock.
    package init<C: Clock>(_ clock: C) where C.Duration == Swift.Duration {
        let origin = clock.now
        now = { origin.duration(to: clock.now) }
        sleep = { try await clock.sleep(until: clock.now.advanced(by: $0), tolerance: nil) }
    }
}
