import Downstream
import DownstreamTesting
import TestTraits
import Testing

@Suite("Which connection fetches what", .timeLimit(.minutes(5)))
struct SegmentPlanTests {
    private static let mebibyte: Int64 = 1024 * 1024

    /// The ranges that so many connections begin with.
    private func begun(_ plan: inout SegmentPlan, _ count: Int) -> [Range<Int64>] {
        (0..<count).compactMap { _ in plan.begin().map { $0.next..<$0.end } }
    }

    /// Has bytes come, and tells how many of them the connection may keep.
    private func take(_ count: Int, by id: Int, _ plan: inout SegmentPlan) -> Int {
        plan.take(count, by: id)
    }

    private func extend(_ id: Int, upTo limit: Int64, _ plan: inout SegmentPlan) -> Bool {
        plan.extend(id, upTo: limit)
    }

    @Test(arguments: [1, 2, 3, 8]) func `gives each about as much`(connections: Int) {
        let size = 64 * Self.mebibyte
        var plan = SegmentPlan([0..<size], connections: connections)
        let ranges = begun(&plan, connections)
        #expect(ranges.count == connections)
        #expect(ranges.first?.lowerBound == 0)
        #expect(ranges.last?.upperBound == size)
        #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
        for range in ranges {
            #expect(abs(Int64(range.count) - size / Int64(connections)) <= 64 * 1024)
            #expect(range.lowerBound % (64 * 1024) == 0)
        }
    }

    @Test(
        arguments: [
            (1, 1), (2 * mebibyte - 1, 1), (2 * mebibyte, 2), (5 * mebibyte, 5),
            (100 * mebibyte, 8),
        ] as [(Int64, Int)]
    )
    func `gives nobody too little`(size: Int64, expected: Int) {
        var plan = SegmentPlan([0..<size], connections: 8)
        #expect(begun(&plan, 8).count == expected)
    }

    @Test func `fills gaps, each in pieces of its own`() {
        var plan = SegmentPlan([10..<20, 30..<31, 100..<200], connections: 4, smallest: 4)
        #expect(begun(&plan, 5) == [10..<20, 30..<31, 100..<133, 133..<166, 166..<200])
        #expect(begun(&plan, 1) == [183..<200])
    }

    @Test func `splits the largest that is left`() throws {
        var plan = SegmentPlan([0..<400], connections: 2, smallest: 10)
        #expect(begun(&plan, 2) == [0..<200, 200..<400])
        #expect(take(200, by: 1, &plan) == 200)
        plan.end(1)
        #expect(take(20, by: 0, &plan) == 20)

        #expect(begun(&plan, 1) == [110..<200])
        #expect(plan[0]?.end == 110)
        // What it still sends of the others' bytes is not its own.
        #expect(take(100, by: 0, &plan) == 90)
        #expect(take(1, by: 0, &plan) == 0)
        #expect(take(90, by: 2, &plan) == 90)
        #expect(plan.isComplete)
        #expect(!plan.canBegin)
    }

    @Test func `splits nothing that is not worth it`() {
        var plan = SegmentPlan([0..<19], connections: 2, smallest: 10)
        #expect(begun(&plan, 2) == [0..<19])
        #expect(!plan.canBegin)
    }

    @Test func `gives the last piece first where that is wanted`() {
        var plan = SegmentPlan([0..<300], connections: 3, smallest: 10)
        #expect(begun(&plan, 1) == [0..<100])
        let last = plan.begin(atEnd: true)
        #expect(last?.next == 200)
        #expect(begun(&plan, 1) == [100..<200])
    }

    @Test func `gives the rest of one that failed to others`() {
        var plan = SegmentPlan([0..<300], connections: 3, smallest: 10)
        #expect(begun(&plan, 3) == [0..<100, 100..<200, 200..<300])
        #expect(take(40, by: 1, &plan) == 40)
        plan.end(1)
        #expect(!plan.isComplete)
        #expect(begun(&plan, 1) == [140..<200])
        #expect(plan[1] == nil)
    }

    @Test func `has a connection go on behind its end`() {
        var plan = SegmentPlan([0..<300], connections: 3, smallest: 10)
        #expect(begun(&plan, 2) == [0..<100, 100..<200])
        #expect(!extend(0, upTo: 300, &plan))
        #expect(!extend(1, upTo: 200, &plan))
        #expect(extend(1, upTo: 250, &plan))
        #expect(plan[1]?.end == 250)
        #expect(begun(&plan, 1) == [250..<300])
        plan.end(1)
        #expect(extend(0, upTo: 300, &plan))
        #expect(plan[0]?.end == 250)
    }

    @Test func `counts for nothing who is not at work`() {
        var plan = SegmentPlan([0..<30], connections: 1)
        #expect(take(5, by: 0, &plan) == 0)
        #expect(!extend(0, upTo: 30, &plan))
        plan.end(0)
        #expect(begun(&plan, 1) == [0..<30])
        #expect(!plan.isComplete)
    }

    /// Connections of any speed, some of which fail: each byte is fetched once, and all are.
    @Test func `fetches each byte once`() {
        var random = SeededGenerator(seed: 8)
        for _ in 0..<500 {
            let gaps: [Range<Int64>] = [5..<Int64.random(in: 6..<400, using: &random), 500..<900]
            let connections = Int.random(in: 1...6, using: &random)
            let smallest = Int64.random(in: 1...80, using: &random)
            var plan = SegmentPlan(gaps, connections: connections, smallest: smallest)
            var open: [Int] = []
            var fetched: [Int64] = []
            while !plan.isComplete {
                while open.count < connections, let segment = plan.begin() {
                    open.append(segment.id)
                }
                let place = Int.random(in: open.indices, using: &random)
                let id = open[place]
                let next = plan[id]?.next ?? 0
                let own = plan.take(Int.random(in: 1...50, using: &random), by: id)
                fetched += next..<next + Int64(own)
                let isDone = plan[id].map { $0.next == $0.end } ?? true
                if isDone && !plan.extend(id, upTo: 900)
                    || Int.random(in: 0..<8, using: &random) == 0
                {
                    plan.end(id)
                    open.remove(at: place)
                }
            }
            #expect(fetched.sorted() == gaps.flatMap { Array($0) })
        }
    }
}
