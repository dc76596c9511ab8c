import Downstream
import DownstreamTesting
import Testing

@Suite("Jobs for a few threads", .timeLimit(.minutes(5)))
struct JobQueueTests {
    @Test func `are taken in their order by one thread that keeps up`() {
        var trial = JobQueueTrial(threads: 2)
        trial.send()
        trial.send()
        trial.start()
        trial.arrive()
        trial.start()
        trial.arrive()
        trial.end()
        trial.look()
        trial.send()
        trial.look()
        trial.end()
        trial.look()

        #expect(trial.taken == [0, 1, 2])
        #expect(trial.mostAtWork == 1)
        #expect(trial.problems.isEmpty)
    }

    @Test func `do not wait behind one that blocks`() {
        var trial = JobQueueTrial(threads: 2)
        trial.send()
        trial.start()
        trial.arrive()
        trial.send()
        trial.start()
        trial.arrive()
        #expect(trial.taken == [0])

        trial.look()
        #expect(trial.taken == [0, 1])
        #expect(trial.problems.isEmpty)
    }

    @Test func `wake nobody but a watcher while one works`() {
        var queue = JobQueue<Int>(threads: 3)
        #expect(queue.append(1, follows: false) == .newThread(watches: false))
        #expect(queue.append(2, follows: false) == .newThread(watches: true))
        #expect(queue.append(3, follows: false) == .nobody)
    }

    @Test func `let the watcher sleep when none have come for a while`() {
        var trial = JobQueueTrial(threads: 2)
        trial.send()
        trial.start()
        trial.arrive()
        trial.send()
        trial.start()
        trial.arrive()
        trial.end()
        trial.look()

        #expect(trial.watching == 0)
        #expect(trial.taken == [0, 1])
    }

    @Test func `are the caller's where there is no thread`() {
        var queue = JobQueue<Int>(threads: 2)
        _ = queue.append(1, follows: false)
        _ = queue.append(2, follows: false)

        #expect(queue.startFailed(watches: true) == .nobody)
        #expect(queue.nextWithoutThread() == nil)
        #expect(queue.startFailed(watches: false) == .nobody)
        #expect(queue.nextWithoutThread() == 1)
        #expect(queue.nextWithoutThread() == 2)
        #expect(queue.nextWithoutThread() == nil)
        #expect(queue.append(3, follows: false) == .newThread(watches: false))
    }

    @Test(arguments: 0..<400 as Range<UInt64>)
    func `are all done in any order of events`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var trial = JobQueueTrial(
            threads: Int.random(in: 1...4, using: &random),
            hasFollowers: seed.isMultiple(of: 2)
        )

        for _ in 0..<500 { trial.step(using: &random) }
        trial.finish()

        #expect(trial.problems.isEmpty)
    }
}
