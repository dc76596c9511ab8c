import Downstream
import DownstreamTesting
import Testing

@Suite("The state of a shared download")
struct ShareMachineTests {
    private let share = TestShare(capacity: 2000)

    @Test func `starts the run at the first call of an owner, once`() {
        let (owner, other, observer) = (share.owner(), share.owner(), share.observer())
        #expect(share.run == .idle)
        #expect(share.next(observer) == .waits(startsRun: false))
        #expect(share.next(owner) == .waits(startsRun: true))
        #expect(share.next(other) == .waits(startsRun: false))
        #expect(share.run == .running)
    }

    @Test func `gives every owner every event, and wakes those who wait`() {
        let (first, second) = (share.owner(), share.owner())
        share.begin(first)
        #expect(share.offer(.started(1)) == [.consumer(first, .event(.started(1)))])
        #expect(share.offer(.chunk(at: 0)) == [])

        #expect(share.next(second) == .delivers(.event(.started(1))))
        #expect(share.next(second) == .delivers(.event(.chunk(at: 0))))
        #expect(share.next(first) == .delivers(.event(.chunk(at: 0))))
        #expect(share.next(first) == .waits(startsRun: false))
    }

    @Test func `tells a late owner where it is, then what comes`() {
        share.begin(share.owner())
        _ = share.offer(.started(1), .progress(.connecting), .progress(.receiving, 5))
        _ = share.offer(.chunk(at: 0))

        let late = share.owner()
        _ = share.offer(.chunk(at: 1))

        #expect(share.next(late) == .delivers(.event(.started(1))))
        #expect(share.next(late) == .delivers(.event(.progress(.receiving, 5))))
        #expect(share.next(late) == .delivers(.event(.chunk(at: 1))))
    }

    @Test func `tells one who comes after a retry nothing of the attempt before`() {
        share.begin(share.owner())
        _ = share.offer(.started(1), .progress(.receiving, 5), .started(2))

        let late = share.owner()
        #expect(share.next(late) == .delivers(.event(.started(2))))
        #expect(share.next(late) == .waits(startsRun: false))
    }

    @Test func `tells one who comes after the end how it began and ended`() {
        share.begin(share.owner())
        _ = share.offer(.started(1), .progress(.receiving), .broken)

        for late in [share.owner(), share.observer()] {
            #expect(share.next(late) == .delivers(.event(.started(1))))
            #expect(share.next(late) == .delivers(.event(.broken)))
            #expect(share.next(late) == .delivers(.failure(.sample)))
            #expect(share.next(late) == .delivers(.end))
        }
    }

    @Test func `throws a failure once, and only ends after success`() {
        let owner = share.owner()
        share.begin(owner)
        #expect(share.offer(.broken) == [.consumer(owner, .event(.broken))])
        #expect(share.next(owner) == .delivers(.failure(.sample)))
        #expect(share.next(owner) == .delivers(.end))
        #expect(share.run == .failed(.sample))

        let good = TestShare(capacity: 2000)
        let reader = good.owner()
        good.begin(reader)
        #expect(good.offer(.done) == [.consumer(reader, .event(.done))])
        #expect(good.next(reader) == .delivers(.end))
        #expect(good.offer(.broken) == [])
        #expect(good.close() == [])
        #expect(good.run == .completed)
    }

    @Test func `refuses a second call and leaves the first alone`() {
        let owner = share.owner()
        share.begin(owner)
        #expect(share.next(owner, waiter: 99) == .delivers(.inUse))
        #expect(share.offer(.started(1)) == [.consumer(owner, .event(.started(1)))])
    }

    @Test func `holds the producer while the slowest owner has more than fits`() {
        let (fast, slow) = (share.owner(), share.owner())
        share.begin(fast)
        _ = share.offer(.chunk(at: 0, count: 1000))
        #expect(share.hold() == false)
        _ = share.offer(.chunk(at: 1, count: 1000))
        #expect(share.hold() == true)

        #expect(share.next(fast) == .delivers(.event(.chunk(at: 1, count: 1000))))
        #expect(
            share.next(slow)
                == .delivers(.event(.chunk(at: 0, count: 1000)), waking: [.producer(7)])
        )
        #expect(share.hold() == false)
    }

    @Test func `lets the producer go when the slowest owner leaves`() {
        let (fast, slow) = (share.owner(), share.owner())
        share.begin(fast)
        _ = share.offer(.chunk(at: 0, count: 3000))
        #expect(share.hold() == true)
        #expect(share.leave(slow) == [.producer(7)])
        #expect(share.run == .running)
    }

    @Test func `lets the producer go when it is asked to`() {
        share.begin(share.owner())
        _ = share.offer(.chunk(at: 0), .chunk(at: 1, count: 3000))
        #expect(share.hold() == true)
        #expect(share.releaseProducer() == [.producer(7)])
        #expect(share.releaseProducer() == [])
    }

    @Test func `cancels the run when the last owner leaves`() {
        let (owner, other, observer) = (share.owner(), share.owner(), share.observer())
        share.begin(owner)
        _ = share.next(observer)
        #expect(share.leave(other) == [])
        #expect(share.run == .running)
        _ = share.offer(.chunk(at: 0), .chunk(at: 1, count: 3000))
        #expect(share.hold() == true)

        #expect(share.leave(owner) == [.producer(7)])
        #expect(share.leave(owner) == [])
        #expect(share.run == .cancelled)
        #expect(share.next(owner) == .delivers(.end))
        #expect(share.close() == [.consumer(observer, .end)])
        #expect(share.run == .ended)
    }

    @Test func `ends the waiting of one who leaves`() {
        let (owner, observer) = (share.owner(), share.observer())
        share.begin(owner)
        _ = share.next(observer)
        #expect(share.leave(observer) == [.consumer(observer, .end)])
        #expect(share.run == .running)
        #expect(share.leave(owner) == [.consumer(owner, .end)])
    }

    @Test func `takes a file that was published before the cancel`() {
        let (owner, observer) = (share.owner(), share.observer())
        share.begin(owner)
        _ = share.next(observer)
        _ = share.leave(owner)
        #expect(share.offer(.done) == [.consumer(observer, .event(.done))])
        #expect(share.run == .completed)
    }

    @Test func `ends who watches what nobody can begin any more`() {
        let observer = share.observer()
        _ = share.next(observer)
        #expect(share.releaseHandle() == [.consumer(observer, .end)])
        #expect(share.run == .ended)

        let owned = TestShare(capacity: 2000)
        let owner = owned.owner()
        #expect(owned.releaseHandle() == [])
        #expect(owned.next(owner) == .waits(startsRun: true))
    }

    @Test func `shows observers no chunks, and the newest progress`() {
        let observer = share.observer()
        share.begin(share.owner())
        _ = share.offer(.started(1), .chunk(at: 0), .progress(.receiving, 1))
        _ = share.offer(.progress(.receiving, 2), .progress(.receiving, 3), .done)

        #expect(share.next(observer) == .delivers(.event(.started(1))))
        #expect(share.next(observer) == .delivers(.event(.progress(.receiving, 1))))
        #expect(share.next(observer) == .delivers(.event(.progress(.receiving, 3))))
        #expect(share.next(observer) == .delivers(.event(.done)))
        #expect(share.next(observer) == .delivers(.end))
    }

    @Test(arguments: 0..<200)
    func `keeps its promises in any order of calls`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var trial = ShareTrial()
        for _ in 0..<300 { trial.step(using: &random) }
        trial.finish(completes: seed % 3 > 0)
        #expect(trial.problems.prefix(3) == [])
    }
}
