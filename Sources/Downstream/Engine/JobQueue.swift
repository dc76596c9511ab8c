/// The jobs that wait for a few threads, and what each of the threads does now: a value without threads.
///
/// To wake a thread costs more than most jobs. So one thread works alone as long as it keeps up, and a
/// second one watches it: where fewer jobs have been begun since the watcher looked last than waited
/// then, because the worker blocks or has too much to do, the watcher works too and another one watches.
/// So none is forgotten, and one that blocks holds up no other for long; see ``JobOrder`` for which is
/// next.
package struct JobQueue<Job> {
    /// Who is to be called.
    package enum Call: Equatable, Sendable {
        case nobody
        /// One of the threads that sleep.
        case sleeper
        /// One more thread, which has to be started to work or to watch.
        case newThread(watches: Bool)
    }

    /// Where a thread comes from that asks what to do.
    package enum Arrival: Sendable {
        /// It was started, or called while it slept.
        case called
        /// It was called while it watched; whoever slept was meant.
        case calledFromWatch
        /// It has done its job.
        case worked
        /// It has watched for its time.
        case watched
    }

    /// What a thread does next.
    package enum Duty {
        case work(Job)
        /// Look again in a while.
        case watch
        /// Sleep until it is called.
        case sleep
    }

    private let limit: Int
    private var jobs = JobOrder<Job>()
    private var sent = 0
    private var taken = 0
    private var threads = 0
    /// The threads that sleep and have not been called.
    private var asleep = 0
    /// The threads that work or are called to.
    private var working = 0
    /// Those of them that have not arrived yet.
    private var coming = 0
    /// Whether a thread watches or is called to.
    private var isWatched = false
    /// How many jobs had been sent when the watcher looked last.
    private var seen = 0

    /// A queue for at most `limit` threads, none of which is there yet.
    package init(threads limit: Int) {
        self.limit = limit
    }

    /// Takes in a job, which follows from one that a thread of the queue does now or comes from outside.
    package mutating func append(_ job: Job, follows: Bool) -> Call {
        jobs.append(job, follows: follows)
        sent += 1
        return call()
    }

    /// Tells a thread what to do next, and who is to be called before it does.
    package mutating func next(for thread: Arrival) -> (duty: Duty, call: Call) {
        switch thread {
        case .called where coming == 0:
            return (watch(), .nobody)
        case .called:
            coming -= 1
        case .calledFromWatch:
            // Who was called sleeps on.
            asleep += 1
            isWatched = false
            coming -= 1
        case .worked:
            break
        case .watched where taken < seen:
            isWatched = false
            working += 1
        case .watched where seen < sent:
            return (watch(), .nobody)
        case .watched:
            isWatched = false
            asleep += 1
            return (.sleep, .nobody)
        }
        guard let job = jobs.popFirst() else {
            working -= 1
            asleep += 1
            return (.sleep, .nobody)
        }
        taken += 1
        return (.work(job), jobs.isEmpty ? .nobody : call())
    }

    /// Notes that the thread that was called for could not be started.
    ///
    /// Meanwhile a job may have come whose caller relied on it.
    package mutating func startFailed(watches: Bool) -> Call {
        threads -= 1
        if watches {
            isWatched = false
        } else {
            working -= 1
            coming -= 1
        }
        return asleep > 0 && !jobs.isEmpty ? call() : .nobody
    }

    /// The next job where there is no thread at all; nil where there is one, or no job.
    package mutating func nextWithoutThread() -> Job? {
        guard threads == 0, let job = jobs.popFirst() else { return nil }
        taken += 1
        return job
    }

    private mutating func watch() -> Duty {
        seen = sent
        return .watch
    }

    /// Calls a worker where nobody works, and else a watcher where nobody watches.
    private mutating func call() -> Call {
        let watches = working > 0
        guard !(watches && isWatched), asleep > 0 || threads < limit else { return .nobody }
        if watches {
            isWatched = true
        } else {
            working += 1
            coming += 1
        }
        if asleep > 0 {
            asleep -= 1
            return .sleeper
        }
        threads += 1
        return .newThread(watches: watches)
    }
}

extension JobQueue.Duty: Sendable where Job: Sendable {}
