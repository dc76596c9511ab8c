import Downstream
import Testing

@Suite("Jobs for a few threads", .timeLimit(.minutes(5)))
struct JobQueueTests {
    @Test func `call one thread at a time`() {
        var queue = JobQueue<Int>(threads: 2)

        #expect(queue.append(1) == .newThread)
        #expect(queue.append(2) == .nobody)
        #expect(queue.append(3) == .nobody)
        #expect(queue.next(arrives: true) == (1, .newThread))
        #expect(queue.next(arrives: true) == (2, .nobody))
    }

    @Test func `are taken in their order by whoever is free`() {
        var queue = JobQueue<Int>(threads: 1)
        for job in 1...3 { _ = queue.append(job) }

        #expect(queue.next(arrives: true) == (1, .nobody))
        #expect(queue.next(arrives: false) == (2, .nobody))
        #expect(queue.append(4) == .nobody)
        #expect(queue.next(arrives: false) == (3, .nobody))
        #expect(queue.next(arrives: false) == (4, .nobody))
        #expect(queue.next(arrives: false) == (nil, .nobody))
    }

    @Test func `wake a thread before they start another`() {
        var queue = JobQueue<Int>(threads: 2)
        _ = queue.append(1)
        _ = queue.next(arrives: true)
        _ = queue.next(arrives: false)

        #expect(queue.append(2) == .sleeper)
        #expect(queue.append(3) == .nobody)
        #expect(queue.next(arrives: true) == (2, .newThread))
    }

    @Test func `do not wait behind one that blocks`() {
        var queue = JobQueue<Int>(threads: 2)
        _ = queue.append(1)
        _ = queue.next(arrives: true)

        #expect(queue.append(2) == .newThread)
    }

    @Test func `are the caller's where there is no thread`() {
        var queue = JobQueue<Int>(threads: 2)
        _ = queue.append(1)
        _ = queue.append(2)

        #expect(queue.startFailed() == .nobody)
        #expect(queue.nextWithoutThread() == 1)
        #expect(queue.nextWithoutThread() == 2)
        #expect(queue.nextWithoutThread() == nil)
        #expect(queue.append(3) == .newThread)
    }

    @Test func `wake who fell asleep while a start failed`() {
        var queue = JobQueue<Int>(threads: 2)
        _ = queue.append(1)
        _ = queue.next(arrives: true)
        #expect(queue.append(2) == .newThread)
        #expect(queue.next(arrives: false) == (2, .nobody))
        #expect(queue.next(arrives: false) == (nil, .nobody))
        #expect(queue.append(3) == .nobody)

        #expect(queue.startFailed() == .sleeper)
        #expect(queue.nextWithoutThread() == nil)
        #expect(queue.next(arrives: true).job == 3)
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `are all done in any order of events`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var trial = JobQueueTrial(threads: Int.random(in: 1...4, using: &random))

        for _ in 0..<500 { trial.step(using: &random) }
        trial.finish()

        #expect(trial.problems.isEmpty)
    }
}
