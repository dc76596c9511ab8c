internal import Downstream

/// Which job is next: the seed chooses among all that are ready, on the one thread that there is.
///
/// Where a process takes a step on the disk, jobs of another process may be run in the middle of its
/// own job: so two processes meet between any two steps, as they do on two processors.
final class Scheduler: Sendable {
    private struct State {
        var executors: [SimulatedExecutor] = []
        /// The executors whose jobs are being run, the innermost last.
        var active: [Int] = []
        var dice: Dice
        var jobs = 0
    }

    private let state: Locked<State>
    /// Whether jobs of one process are run in the order in which they became ready.
    private let isOrderly: Bool

    /// A scheduler without processes.
    init(seed: UInt64) {
        var dice = Dice(seed: seed, for: 1)
        isOrderly = dice.oneIn(4)
        state = Locked(State(dice: dice))
    }

    /// The threads of one more process.
    func executor() -> SimulatedExecutor {
        let executor = SimulatedExecutor()
        state.withLock { $0.executors.append(executor) }
        return executor
    }

    /// How many jobs have been run.
    var jobCount: Int { state.withLock { $0.jobs } }

    /// Runs one job; false where none is ready.
    func runOne() -> Bool {
        let isOrderly = isOrderly
        let choice = state.withLock { state -> (SimulatedExecutor, Int)? in
            var ready: [(place: Int, count: Int)] = []
            for place in state.executors.indices where !state.active.contains(place) {
                let count = state.executors[place].readyCount
                if count > 0 { ready.append((place, count)) }
            }
            guard !ready.isEmpty else { return nil }
            var chosen = state.dice.below(ready.reduce(0) { $0 + $1.count })
            for (place, count) in ready {
                guard chosen >= count else {
                    state.active.append(place)
                    state.jobs += 1
                    return (state.executors[place], isOrderly ? 0 : chosen)
                }
                chosen -= count
            }
            return nil
        }
        guard let (executor, job) = choice else { return false }
        executor.run(job)
        state.withLock { _ = $0.active.popLast() }
        return true
    }

    /// Has other processes go on for a while, in the middle of a job.
    func interlude() {
        let count = state.withLock { state in
            // Outside of a job there is nobody to interrupt, and alone nobody to interrupt him.
            guard !state.active.isEmpty, state.executors.count > state.active.count,
                state.dice.oneIn(3)
            else { return 0 }
            return state.dice.number(1...12)
        }
        for _ in 0..<count where !runOne() { return }
    }

    /// Forgets the processes, which have ended.
    func clear() {
        state.withLock { $0.executors = [] }
    }
}
