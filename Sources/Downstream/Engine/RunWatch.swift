/// What happens beside a run: the heartbeat while nothing else is told, and the deadline.
final class RunWatch: Sendable {
    private let hub: ShareHub
    private let reporter: RunReporter
    private let deadline: Duration?
    private let hasPassed = Locked(false)

    init(_ hub: ShareHub, _ reporter: RunReporter, deadline: Duration?) {
        self.hub = hub
        self.reporter = reporter
        self.deadline = deadline
    }

    /// Whether the run was cancelled because its time was up.
    var deadlineHasPassed: Bool { hasPassed.withLock(\.self) }

    /// Beats until it is cancelled or the deadline passes.
    func run(_ timekeeper: Timekeeper) async {
        do {
            while true {
                let left = deadlineHasPassed ? nil : deadline.map { $0 - reporter.elapsed }
                let rest = max(left ?? RunReporter.heartbeat, .zero)
                try await timekeeper.sleep(min(rest, RunReporter.heartbeat))
                if let deadline, reporter.elapsed >= deadline {
                    hasPassed.withLock { $0 = true }
                    hub.cancelRun()
                } else {
                    reporter.beat()
                }
            }
        } catch {
            // Only cancellation ends a sleep: the run is over.
        }
    }
}
