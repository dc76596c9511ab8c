internal import Downstream
internal import DownstreamTesting

/// A process, from its start to its end or its death.
final class ProcessLife: Sendable {
    private struct State {
        var tasks: [Task<Void, Never>] = []
        var running = 0
        var isDead = false
        /// The steps on the disk that it has before it is killed; nil where nobody kills it.
        var stepsLeft: Int?
    }

    let disk: SimulatedProcess
    let executor: SimulatedExecutor
    private let whole: SimulatedDisk
    private let state: Locked<State>

    /// Starts a process, which is killed before so many steps on the disk.
    init(_ whole: SimulatedDisk, _ executor: SimulatedExecutor, stepsLeft: Int?) {
        self.whole = whole
        self.executor = executor
        disk = whole.process()
        state = Locked(State(stepsLeft: stepsLeft))
    }

    /// Which process it is.
    var number: Int { disk.number }

    /// Whether what it is told counts.
    var isAlive: Bool { disk.isAlive }

    /// Whether nothing runs in it any more.
    var hasEnded: Bool { state.withLock { $0.running == 0 } }

    /// Starts a task of it.
    func start(_ body: @escaping @Sendable () async -> Void) {
        state.withLock { $0.running += 1 }
        let task = Task(executorPreference: executor) { [self] in
            await body()
            state.withLock { $0.running -= 1 }
        }
        state.withLock { $0.tasks.append(task) }
    }

    /// Does what is due before a step on the disk.
    func step() {
        let isKilled = state.withLock { state in
            guard let left = state.stepsLeft else { return false }
            state.stepsLeft = left > 1 ? left - 1 : nil
            return left <= 1
        }
        if isKilled { kill() }
    }

    /// Ends it at once.
    func kill() {
        whole.kill(number)
    }

    /// Lets go of everything in it once it is dead; true the first time.
    func bury() -> Bool {
        guard !disk.isAlive else { return false }
        let tasks = state.withLock { state -> [Task<Void, Never>]? in
            guard !state.isDead else { return nil }
            state.isDead = true
            return state.tasks
        }
        for task in tasks ?? [] { task.cancel() }
        return tasks != nil
    }
}
