/// A gate in a script: who comes to it waits until the test opens it.
///
/// ```swift
/// let gate = Gate()
/// let network = ScriptedTransport(
///     [.head(ResponseHead(status: 200, length: 10)), .bytes(4), .wait(for: gate), .bytes(6)]
/// )
/// ```
public final class Gate: Sendable {
    // A gate is one moment of a clock of its own.
    private let clock = TestClock()
    private let opening = TestClock.Instant(offset: .seconds(1))

    /// A closed gate.
    public init() {}

    /// Lets through everybody who waits and everybody who comes later.
    public func open() {
        clock.advance(by: .seconds(1))
    }

    /// Waits until the gate is open.
    ///
    /// - Throws: `CancellationError` at once if this task is cancelled.
    public func pass() async throws {
        try await clock.sleep(until: opening)
    }

    /// How many wait at the gate.
    package var waiterCount: Int { clock.sleeperCount }

    /// Waits until so many wait at the gate; returns at once if this task is cancelled.
    public func waiters(atLeast count: Int) async {
        await clock.sleepers(atLeast: count)
    }
}
