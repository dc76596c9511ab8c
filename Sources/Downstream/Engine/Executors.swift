/// The threads that downloads take, by what they do on them; in a simulation all may be one.
package struct Executors: Sendable {
    /// Where runs go on, and what reads files for their consumers.
    package let runs: any TaskExecutor
    /// Where files are flushed, so that no run ever waits for the disk.
    package let flushing: any TaskExecutor
    /// Where those who watch runs go on: one that blocks holds up other consumers at most.
    package let consumers: any TaskExecutor

    /// The threads of this process.
    package static let process = Executors(
        runs: IOExecutor.shared,
        flushing: IOExecutor.flushing,
        consumers: IOExecutor.consumers
    )

    /// Threads for each of the three.
    package init(
        runs: any TaskExecutor,
        flushing: any TaskExecutor,
        consumers: any TaskExecutor
    ) {
        self.runs = runs
        self.flushing = flushing
        self.consumers = consumers
    }
}
