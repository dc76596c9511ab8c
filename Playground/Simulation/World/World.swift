internal import Downstream
internal import DownstreamTesting

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// One simulation: everything that there is, and follows from its seed.
final class World: Sendable {
    /// How a simulation ended.
    struct Outcome: Sendable {
        let seed: UInt64
        /// What was broken, in one sentence; nil if nothing was.
        let problem: String?
        let trace: [String]
    }

    /// A run that takes longer than this does not end.
    static let longestLife = Duration.seconds(6 * 3_600)
    static let mostJobs = 400_000

    let seed: UInt64
    let defect: Defect
    let trace: Trace
    let problem: Problem
    let clock = TestClock()
    let scheduler: Scheduler
    let cast: Cast
    let disk: SimulatedDisk
    let site: Site
    let ledger: Ledger
    let dice: Locked<Dice>
    /// What the last run that was let go of with nothing in its way has left.
    let remains = Locked<Remains?>(nil)
    /// The bytes of a file that the run under way finds, and can go on from.
    let kept = Locked(ByteRanges())
    /// The drafts of records that were there after a power failure which kept only some names.
    let drafts = Locked<Set<String>>([])

    /// The world of a seed, with something wrong in it.
    init(seed: UInt64, defect: Defect = .none, isTraced: Bool = false) {
        self.seed = seed
        self.defect = defect
        trace = Trace(isOn: isTraced)
        problem = Problem(trace)
        scheduler = Scheduler(seed: seed)
        var dice = Dice(seed: seed, for: 3)
        cast = Cast(&dice)
        disk = SimulatedDisk(hasLocks: cast.hasLocks, hasAttributes: cast.hasAttributes)
        site = Site(cast.resources, seed: seed, clock, trace)
        ledger = Ledger(disk, site, problem)
        self.dice = Locked(dice)
    }

    /// Lives through it.
    func run() -> Outcome {
        do {
            try disk.makeFolder(Cast.folder)
            for (place, old) in zip(cast.places, cast.old) {
                if let old { try disk.write(old, to: place) }
                ledger.watch(place)
            }
        } catch {
            problem.note("the disk could not be made: \(error)")
        }
        introduce()
        let lives = dice.withLock { $0.number(1...4) }
        var last: LifePlan?
        for number in 1...lives where problem.sentence == nil {
            var plan = dice.withLock { LifePlan(cast, &$0) }
            if let last, dice.withLock({ !$0.oneIn(4) }) { plan.tryAgain(last) }
            last = plan
            trace.note("life \(number): \(plan.text)")
            live(plan)
        }
        if problem.sentence == nil { beCalm() }
        return Outcome(seed: seed, problem: problem.sentence, trace: trace.lines)
    }

    private func introduce() {
        for resource in cast.resources {
            let sizes = resource.versions.map { String($0.bytes.count) }.joined(separator: ", ")
            trace.note(
                "file \(resource.path): \(resource.proof.rawValue), "
                    + (resource.tellsLength ? "" : "no length, ")
                    + (resource.hasDigest ? "digest, " : "") + "versions of \(sizes) bytes"
            )
        }
        trace.note(
            "disk: \(cast.hasLocks ? "locks" : "no locks"); downloads are "
                + (cast.isFlushed ? "flushed" : "left to the system")
        )
    }
}
