import Downstream
import DownstreamTesting

/// Threads that serve one queue in any order, and what they see wrong.
struct JobQueueTrial {
    private let limit: Int
    /// Whether jobs make others.
    private let hasFollowers: Bool
    private var queue: JobQueue<Int>
    private var sent = 0
    private(set) var taken: [Int] = []
    /// Threads that were called for and may not come: whether each is to watch.
    private var starting: [Bool] = []
    /// Threads that were started and have not come to the queue yet.
    private var arriving = 0
    /// Calls that a thread which sleeps or watches will take.
    private var calls = 0
    private var busy = 0
    private var asleep = 0
    private(set) var watching = 0
    private(set) var mostAtWork = 0
    private(set) var problems: [String] = []

    init(threads limit: Int, hasFollowers: Bool = false) {
        self.limit = limit
        self.hasFollowers = hasFollowers
        queue = JobQueue(threads: limit)
    }

    /// One event of any kind that can happen now.
    mutating func step(using random: inout SeededGenerator) {
        switch Int.random(in: 0..<8, using: &random) {
        case 0..<2: send(follows: hasFollowers && busy > 0 && Bool.random(using: &random))
        case 2: start(fails: Bool.random(using: &random))
        case 3: arrive()
        case 4: look()
        case 5: wake(aWatcher: Bool.random(using: &random))
        default: end()
        }
    }

    /// Lets all threads go on until nothing happens any more.
    mutating func finish() {
        while starting.count + arriving + calls + busy + watching > 0 {
            start()
            arrive()
            wake(aWatcher: false)
            end()
            look()
        }
        if (hasFollowers ? taken.sorted() : taken) != Array(0..<sent) {
            problems.append("\(taken.count) of \(sent) were done")
        }
    }

    mutating func send(follows: Bool = false) {
        sent += 1
        answer(queue.append(sent - 1, follows: follows))
        check()
    }

    /// A thread that was called for starts, or cannot.
    mutating func start(fails: Bool = false) {
        guard let watches = starting.popLast() else { return }
        guard fails else {
            arriving += 1
            return
        }
        answer(queue.startFailed(watches: watches))
        while let job = queue.nextWithoutThread() { taken.append(job) }
        check()
    }

    /// A thread that was started comes to the queue.
    mutating func arrive() {
        guard arriving > 0 else { return }
        arriving -= 1
        go(.called)
    }

    /// A call reaches a thread that sleeps or one that watches.
    mutating func wake(aWatcher: Bool) {
        guard calls > 0 else { return }
        calls -= 1
        if aWatcher, watching > 0 {
            watching -= 1
            go(.calledFromWatch)
        } else {
            asleep -= 1
            go(.called)
        }
    }

    /// The time of a watcher is over.
    mutating func look() {
        guard watching > 0 else { return }
        watching -= 1
        go(.watched)
    }

    /// A job is done.
    mutating func end() {
        guard busy > 0 else { return }
        busy -= 1
        go(.worked)
    }

    private mutating func go(_ arrival: JobQueue<Int>.Arrival) {
        let (duty, call) = queue.next(for: arrival)
        switch duty {
        case .work(let job):
            taken.append(job)
            busy += 1
        case .watch: watching += 1
        case .sleep: asleep += 1
        }
        mostAtWork = max(mostAtWork, busy)
        answer(call)
        check()
    }

    private mutating func answer(_ call: JobQueue<Int>.Call) {
        switch call {
        case .nobody: return
        case .sleeper: calls += 1
        case .newThread(let watches): starting.append(watches)
        }
    }

    private mutating func check() {
        if asleep < calls { problems.append("nobody sleeps who could be woken") }
        if watching > 1 { problems.append("two threads watch") }
        if starting.count + arriving + busy + watching + asleep > limit {
            problems.append("too many threads")
        }
        guard taken.count < sent, starting.count + arriving + calls == 0 else { return }
        if busy + watching == 0 { problems.append("a job waits for nobody") }
        if watching == 0, asleep > 0 { problems.append("a job waits unseen") }
    }
}
