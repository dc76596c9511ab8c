internal import Dispatch
internal import Downstream

/// Plants each defect, looks for the first seed that finds it and names it, and prints what it said.
struct DefectTable {
    private struct Finding {
        let seed: UInt64
        let sentence: String
    }

    /// The most seeds for one defect.
    let limit: UInt64
    let jobs: Int

    /// Looks for all; false where one is not found.
    func run() -> Bool {
        let next = Locked(0)
        let findings = Locked<[Int: Finding]>([:])
        DispatchQueue.concurrentPerform(iterations: jobs) { _ in
            while true {
                let index = next.withLock { next in
                    defer { next += 1 }
                    return next
                }
                guard index < Defect.all.count else { return }
                let found = look(for: Defect.all[index])
                findings.withLock { $0[index] = found }
            }
        }
        let found = findings.withLock(\.self)
        print("| defect | what is wrong | seed | what it said |")
        print("|---|---|---|---|")
        for (index, defect) in Defect.all.enumerated() {
            let seed = found[index].map { String($0.seed) } ?? "none"
            let sentence = found[index]?.sentence ?? "not found in \(limit) seeds"
            print("| `\(defect.name)` | \(defect.summary) | \(seed) | \(sentence) |")
        }
        print("\(found.count) found, \(Defect.all.count - found.count) not found")
        return found.count == Defect.all.count
    }

    private func look(for defect: Defect) -> Finding? {
        guard limit > 0 else { return nil }
        for seed in 1...limit {
            let outcome = World(seed: seed, defect: defect).run()
            guard let sentence = outcome.problem, defect.isNamed(in: sentence) else { continue }
            return Finding(seed: seed, sentence: sentence)
        }
        return nil
    }
}
