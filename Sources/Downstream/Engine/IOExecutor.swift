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

    private struct State {
        var jobs: [UnownedJob] = []
        var head = 0
        var idle = 0
        var threads = 0

        var waiting: Int { jobs.count - head }

        mutating func popFirst() -> UnownedJob? {
            guard head < jobs.count else { return nil }
            defer {
                head += 1
                if head == jobs.count {
                    jobs.removeAll(keepingCapacity: true)
                    head = 0
                }
            }
            return jobs[head]
        }
    }

    private let limit: Int
    private let state = Locked(State())
    private let work = DispatchSemaphore(value: 0)

    /// At most so many threads.
    package init(threads limit: Int) {
        self.limit = limit
    }

    /// Takes a job for the next free thread.
    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let needsThread = state.withLock { state in
            state.jobs.append(job)
            guard state.waiting > state.idle, state.threads < limit else { return false }
            state.threads += 1
            return true
        }
        work.signal()
        if needsThread, !startThread() { serveWithoutThread() }
    }

    /// Where the system gives no thread and we have none, the caller's has to do.
    private func serveWithoutThread() {
        let job = state.withLock { state in
            state.threads -= 1
            return state.threads == 0 ? state.popFirst() : nil
        }
        if let job { unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
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
        while true {
            state.withLock { $0.idle += 1 }
            work.wait()
            let job = state.withLock { state in
                state.idle -= 1
                return state.popFirst()
            }
            if let job { unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
        }
    }
}
