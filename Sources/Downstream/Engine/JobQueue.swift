/// The jobs that wait for a few threads, and which of the threads is to be woken for them.
///
/// To wake a thread costs more than most jobs. So a thread takes jobs until none is left before it
/// sleeps, and while one that was called is still on its way nobody else is called: when it arrives, it
/// takes a job and has the next thread called if there are more. Wherever a job waits, a thread is
/// on its way or all of them are busy; so none is forgotten, and one that blocks holds up no other.
package struct JobQueue<Job> {
    /// Who is to be called for the jobs that wait.
    package enum Call: Equatable {
        case nobody
        /// One of the threads that sleep.
        case sleeper
        /// One more thread, which has to be started.
        case newThread
    }

    private let limit: Int
    private var jobs = Queue<Job>()
    private var threads = 0
    /// The threads that sleep and have not been called.
    private var asleep = 0
    /// Whether a thread that was called has not arrived yet.
    private var isOneComing = false

    /// A queue for at most `limit` threads, none of which is there yet.
    package init(threads limit: Int) {
        self.limit = limit
    }

    /// Takes in a job.
    package mutating func append(_ job: Job) -> Call {
        jobs.append(job)
        return call()
    }

    /// Gives a thread its next job.
    ///
    /// - Parameter arrives: Whether the thread was called, or started, just now.
    /// - Returns: The job, or nil where the thread has to sleep until it is called; and who is to be
    ///   called before the job is run.
    package mutating func next(arrives: Bool) -> (job: Job?, call: Call) {
        if arrives { isOneComing = false }
        guard let job = jobs.popFirst() else {
            asleep += 1
            return (nil, .nobody)
        }
        return (job, arrives ? call() : .nobody)
    }

    /// Notes that the thread that was called for could not be started.
    ///
    /// Meanwhile a job may have come whose caller relied on it.
    package mutating func startFailed() -> Call {
        threads -= 1
        isOneComing = false
        return asleep > 0 ? call() : .nobody
    }

    /// The next job where there is no thread at all; nil where there is one, or no job.
    package mutating func nextWithoutThread() -> Job? {
        threads == 0 ? jobs.popFirst() : nil
    }

    private mutating func call() -> Call {
        guard !jobs.isEmpty, !isOneComing else { return .nobody }
        if asleep > 0 {
            asleep -= 1
            isOneComing = true
            return .sleeper
        }
        guard threads < limit else { return .nobody }
        threads += 1
        isOneComing = true
        return .newThread
    }
}
