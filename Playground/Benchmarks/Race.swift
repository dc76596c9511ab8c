/// Runs of our tool and of others that do the same, in interleaved pairs.
struct Race: Sendable {
    /// One program in the race.
    struct Entrant: Sendable {
        let name: String
        let run: Invocation
        /// What its system calls are counted in, which takes longer than the run; nil for nothing.
        let traced: Invocation?
        /// Whether a bound names it, so that it gets every pair and must not fail.
        let hasBound: Bool

        /// A program whose system calls are counted, if they are, in what it is measured in too.
        init(_ name: String, _ arguments: [String], hasBound: Bool, isTraced: Bool) {
            self.name = name
            run = Invocation(arguments: arguments)
            traced = isTraced ? run : nil
            self.hasBound = hasBound
        }

        /// A contender with an errand; nil where it cannot run it.
        init?(_ contender: Contender, _ errand: Errand, traced: Errand, hasBound: Bool) {
            guard let run = contender.command(errand), let counted = contender.command(traced)
            else { return nil }
            name = contender.name
            self.run = run
            self.traced = counted
            self.hasBound = hasBound
        }
    }

    /// Seconds of its runs after which a program without a bound gets no more of them.
    private static let patience = 20.0

    /// What is to be done, and where.
    let setting: String
    let ours: Entrant
    let others: [Entrant]
    let pairs: Int
    /// What the runs make, which is removed before each.
    let copy: String
    /// Throws unless the copy is right.
    let check: @Sendable () throws -> Void
    /// The unit of work for system calls, and how many of them a traced run does.
    let work: (unit: String, count: Int)

    /// What has become of a program so far.
    private struct Result {
        let entrant: Entrant
        var pairs: [(ours: Run, theirs: Run)] = []
        /// Why it takes no further part; nil while it does.
        var failure: String?

        /// Whether it takes part in a round of so many.
        func isDue(in round: Int, of pairs: Int) -> Bool {
            guard failure == nil else { return false }
            guard !entrant.hasBound, round > 1 else { return true }
            let spent = self.pairs.reduce(0) { $0 + $1.theirs.wall }
            return round <= pairs / 3 && spent < Race.patience
        }

        /// Does something with it, which may fail unless a bound names it.
        mutating func attempt(_ work: (inout Result) throws -> Void) throws {
            do {
                try work(&self)
            } catch {
                guard !entrant.hasBound else { throw error }
                failure = (error as? Failure)?.brief ?? "\(error)"
            }
        }
    }

    /// Runs it to the end.
    func run(on stage: Stage) throws -> Findings {
        defer { stage.remove(copy) }
        // The first runs warm up and show that each saves the right bytes; they are not counted.
        _ = try once(ours, stage)
        try check()
        var results = others.map { Result(entrant: $0) }
        for index in results.indices {
            try results[index].attempt { result in
                _ = try once(result.entrant, stage)
                try check()
            }
        }
        for round in 1...pairs {
            for index in results.indices where results[index].isDue(in: round, of: pairs) {
                let first = try once(ours, stage)
                try results[index].attempt { result in
                    result.pairs.append((first, try once(result.entrant, stage)))
                }
            }
        }
        // With nobody beside it, ours still tells what it takes.
        let isAlone = results.allSatisfy { $0.failure != nil }
        let alone = try isAlone ? (1...pairs).map { _ in try once(ours, stage) } : []
        return findings(results, alone, stage)
    }

    private func findings(_ results: [Result], _ alone: [Run], _ stage: Stage) -> Findings {
        var findings = Findings()
        findings.omissions = results.compactMap { result in
            result.failure.map { "\(result.entrant.name) is left out of \(setting): \($0)" }
        }
        let complete = results.filter { $0.failure == nil }
        let all = alone + complete.flatMap { $0.pairs.map(\.ours) }
        findings.standings = [standing(ours, runs: all, ours: [], stage)]
        findings.standings += complete.map { result in
            let pairs = result.pairs
            return standing(
                result.entrant,
                runs: pairs.map(\.theirs),
                ours: pairs.map(\.ours),
                stage
            )
        }
        return findings
    }

    private func once(_ entrant: Entrant, _ stage: Stage) throws -> Run {
        stage.remove(copy)
        return try stage.run(entrant.run)
    }

    private func standing(
        _ entrant: Entrant,
        runs: [Run],
        ours: [Run],
        _ stage: Stage
    ) -> Standing {
        stage.remove(copy)
        let calls = entrant.traced.flatMap { stage.systemCalls(of: $0) }
        return Standing(
            setting: setting,
            program: entrant.name,
            runs: runs,
            ours: ours,
            calls: calls.map { Double($0) / Double(work.count) },
            work: work.unit
        )
    }
}
