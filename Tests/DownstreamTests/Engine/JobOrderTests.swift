import Downstream
import Testing

@Suite("The order of jobs")
struct JobOrderTests {
    @Test func `is that of their coming where nothing follows`() {
        var order = JobOrder<Int>()
        for job in 0..<20 { order.append(job, follows: false) }

        #expect(Self.drain(&order) == Array(0..<20))
        #expect(order.isEmpty)
    }

    @Test func `has a few from outside begin, and what follows from them go on, before others`() {
        var order = JobOrder<String>()
        for job in 0..<10 { order.append("\(job)", follows: false) }

        let taken = Self.drain(&order) { job in job.count < 3 ? job + "+" : nil }
        let few = 0..<8 as Range<Int>
        let rest = 8..<10 as Range<Int>
        let expected = [few, rest].flatMap { round in
            ["", "+", "++"].flatMap { step in round.map { "\($0)\(step)" } }
        }
        #expect(taken == expected)
    }

    @Test func `lets nobody from outside wait for ever behind what always goes on`() {
        var order = JobOrder<Int>()
        for job in 0..<30 { order.append(job, follows: false) }

        var seen: Set<Int> = []
        for _ in 0..<2000 {
            guard let job = order.popFirst() else { break }
            seen.insert(job)
            order.append(job, follows: true)
        }
        #expect(seen == Set(0..<30))
    }

    /// Takes all jobs and what follows from them.
    private static func drain<Job>(
        _ order: inout JobOrder<Job>,
        following: (Job) -> Job? = { _ in nil }
    ) -> [Job] {
        var taken: [Job] = []
        while let job = order.popFirst() {
            taken.append(job)
            if let next = following(job) { order.append(next, follows: true) }
        }
        return taken
    }
}
