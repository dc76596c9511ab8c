internal import Dispatch
internal import Downstream

/// Runs seeds, several at a time, and tells those that fail.
struct SeedRun {
    private let isTraced: Bool
    private let isTwice: Bool
    private let defect: Defect
    private let jobs: Int

    init(_ order: Order) {
        isTraced = order.isTraced
        isTwice = order.isTwice
        defect = order.defect
        jobs = order.jobs
    }

    /// Runs many; false where one failed.
    func run(_ seeds: Range<UInt64>) -> Bool {
        run(seeds.upperBound - seeds.lowerBound, from: seeds.lowerBound)
    }

    private func run(_ count: UInt64, from first: UInt64) -> Bool {
        let next = Locked<UInt64>(0)
        let failures = Locked<[(seed: UInt64, sentence: String)]>([])
        DispatchQueue.concurrentPerform(iterations: jobs) { _ in
            while true {
                let number = next.withLock { next in
                    defer { if next < count { next += 1 } }
                    return next
                }
                guard number < count else { return }
                let seed = first + number
                guard let sentence = problem(of: seed) else { continue }
                failures.withLock { $0.append((seed, sentence)) }
                Report.complain("seed \(seed): \(sentence)")
            }
        }
        let failed = failures.withLock { $0.sorted { $0.seed < $1.seed } }
        for (seed, sentence) in failed { print("seed \(seed): \(sentence)") }
        print("\(count - UInt64(failed.count)) passed, \(failed.count) failed")
        return failed.isEmpty
    }

    /// Runs one; false where it failed.
    func run(only seed: UInt64) -> Bool {
        if isTraced {
            let outcome = World(seed: seed, defect: defect, isTraced: true).run()
            for line in outcome.trace { print(line) }
        }
        // No range holds the largest seed.
        return run(1, from: seed)
    }

    private func problem(of seed: UInt64) -> String? {
        let outcome = World(seed: seed, defect: defect, isTraced: isTwice).run()
        guard isTwice, outcome.problem == nil else { return outcome.problem }
        let again = World(seed: seed, defect: defect, isTraced: true).run()
        guard outcome.trace != again.trace else { return nil }
        let same = zip(outcome.trace, again.trace).prefix { $0 == $1 }.count
        return "run again, it is another story from line \(same + 1) on"
    }
}
