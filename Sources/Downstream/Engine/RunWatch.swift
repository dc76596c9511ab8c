internal import Synchronization

/// What happens beside a run: the heartbeat while nothing else is told, and the deadline.
final class RunWatch: Sendable {
    private let channel: any RunChannel
    private let reporter: RunReporter
    private let deadline: Duration?
    private let hasPassed = Atomic(false)

    init(_ channel: any RunChannel, _ reporter: RunReporter, deadline: Duration?) {
        self.channel = channel
        self.reporter = reporter
        self.deadline = deadline
    }

    /// Whether the run was cancelled because its time was up.
    var deadlineHasPassed: Bool { hasPassed.load(ordering: .acquiring) }

    /// Beats until the alarm is cleared.
    func begin(_ engine: Engine) -> Int {
        let now = engine.timekeeper.now
        return engine.alarms.set(now() + pause) { [self] in
            ring()
            return now() + pause
        }
    }

    /// The time until the next beat, or until the deadline if that comes first.
    private var pause: Duration {
        guard let deadline, !deadlineHasPassed else { return RunReporter.heartbeat }
        return min(RunReporter.heartbeat, max(.zero, deadline - reporter.elapsed))
    }

    private func ring() {
        guard let deadline, reporter.elapsed >= deadline else { return reporter.beat() }
        hasPassed.store(true, ordering: .releasing)
        channel.cancelRun()
    }
}
