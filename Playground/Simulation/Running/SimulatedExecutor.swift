internal import Downstream

/// The threads of one simulated process: its jobs wait until the scheduler runs them.
final class SimulatedExecutor: TaskExecutor {
    private let jobs = Locked<[UnownedJob]>([])

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
    }

    /// How many jobs can be run.
    var readyCount: Int { jobs.withLock { $0.count } }

    /// Runs one of the jobs that wait.
    func run(_ index: Int) {
        let job = jobs.withLock { $0.remove(at: index) }
        unsafe job.runSynchronously(on: asUnownedTaskExecutor())
    }
}
