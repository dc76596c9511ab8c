internal import CPlatform
internal import Dispatch

/// A few threads for work that blocks, so that it never sits on Swift's own pool.
///
/// They start when they are first needed, and stay.
package final class IOExecutor: TaskExecutor {
    /// Where the downloads of the process run.
    package static let shared = IOExecutor(threads: 4)
    /// Its thread for flushing files, so that none that writes ever waits for the disk.
    static let flushing = IOExecutor(threads: 1)
    /// Where those who watch them run: one that blocks, as on a pipe that nobody reads, holds up
    /// other consumers at most.
    package static let consumers = IOExecutor(threads: 2)

    /// How long a job may wait before one more thread works.
    private static let patience = DispatchTimeInterval.milliseconds(1)

    private let queue: Locked<JobQueue<UnownedJob>>
    /// Where threads sleep: one signal for each that is called.
    private let calls = DispatchSemaphore(value: 0)

    /// At most so many threads.
    package init(threads limit: Int) {
        queue = Locked(JobQueue(threads: limit))
    }

    /// Takes a job for the next free thread; one that another job on our threads makes follows from it.
    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        // Each of our threads was started with us.
        let follows = unsafe ds_thread_context() == Unmanaged.passUnretained(self).toOpaque()
        make(queue.withLock { $0.append(job, follows: follows) })
    }

    private func make(_ call: JobQueue<UnownedJob>.Call) {
        switch call {
        case .nobody: return
        case .sleeper: calls.signal()
        case .newThread(let watches): if !startThread() { serveWithoutThread(watches) }
        }
    }

    /// Where the system gives no thread and we have none, the caller's has to do.
    private func serveWithoutThread(_ watches: Bool) {
        make(queue.withLock { $0.startFailed(watches: watches) })
        while let job = queue.withLock({ $0.nextWithoutThread() }) { run(job) }
    }

    private func startThread() -> Bool {
        let context = unsafe Unmanaged.passRetained(self).toOpaque()
        let failed = unsafe ds_thread_start(
            "downstream.io",
            { context in
                guard let context = unsafe context else { return }
                unsafe Unmanaged<IOExecutor>.fromOpaque(context).takeRetainedValue().serve()
            },
            context
        )
        if failed != 0 { unsafe Unmanaged<IOExecutor>.fromOpaque(context).release() }
        return failed == 0
    }

    private func serve() {
        var arrival = JobQueue<UnownedJob>.Arrival.called
        while true {
            let (duty, call) = queue.withLock { [arrival] in $0.next(for: arrival) }
            make(call)
            switch duty {
            case .work(let job):
                run(job)
                arrival = .worked
            case .watch:
                let wait = calls.wait(timeout: .now() + Self.patience)
                arrival = wait == .timedOut ? .watched : .calledFromWatch
            case .sleep:
                calls.wait()
                arrival = .called
            }
        }
    }

    private func run(_ job: UnownedJob) {
        unsafe job.runSynchronously(on: asUnownedTaskExecutor())
    }
}
