import Downstream

/// Threads that serve one queue in any order, and what they see wrong.
struct JobQueueTrial {
    private let limit: Int
    private var queue: JobQueue<Int>
    private var sent = 0
    private var taken: [Int] = []
    /// Threads that were called for and may not come.
    private var starting = 0
    /// Threads that were woken or started and have not come to the queue yet.
    private var arriving = 0
    private var busy = 0
    private var asleep = 0
    private(set) var problems: [String] = []

    init(threads limit: Int) {
        self.limit = limit
        queue = JobQueue(threads: limit)
    }

    /// One event of any kind that can happen now.
    mutating func step(using random: inout SeededGenerator) {
        switch Int.random(in: 0..<6, using: &random) {
        case 0..<2: send()
        case 2: start(fails: Bool.random(using: &random))
        case 3: arrive()
        default: end()
        }
        check()
    }

    /// Lets all threads go on until nothing happens any more.
    mutating func finish() {
        while starting + arriving + busy > 0 {
            start(fails: false)
            arrive()
            end()
            check()
        }
        if taken != Array(0..<sent) { problems.append("\(taken.count) of \(sent) were done") }
    }

    private mutating func send() {
        sent += 1
        answer(queue.append(sent - 1))
    }

    private mutating func start(fails: Bool) {
        guard starting > 0 else { return }
        starting -= 1
        guard fails else {
            arriving += 1
            return
        }
        answer(queue.startFailed())
        while let job = queue.nextWithoutThread() { taken.append(job) }
    }

    private mutating func arrive() {
        guard arriving > 0 else { return }
        arriving -= 1
        take(arrives: true)
    }

    private mutating func end() {
        guard busy > 0 else { return }
        busy -= 1
        take(arrives: false)
    }

    private mutating func take(arrives: Bool) {
        let (job, call) = queue.next(arrives: arrives)
        if let job {
            taken.append(job)
            busy += 1
        } else {
            asleep += 1
        }
        answer(call)
    }

    private mutating func answer(_ call: JobQueue<Int>.Call) {
        switch call {
        case .nobody: return
        case .sleeper:
            asleep -= 1
            arriving += 1
        case .newThread: starting += 1
        }
    }

    private mutating func check() {
        if asleep < 0 { problems.append("nobody sleeps who could be woken") }
        if starting + arriving > 1 { problems.append("two threads are on their way") }
        if starting + arriving + busy + asleep > limit { problems.append("too many threads") }
        guard taken.count < sent, starting + arriving == 0 else { return }
        if busy == 0 || asleep > 0 { problems.append("a job waits for nobody") }
    }
}
