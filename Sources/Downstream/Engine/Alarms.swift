/// What is to happen at a later time, for any number of runs: one task sleeps for all of them.
///
/// A sleep for each run would cost a short download more than its bytes do.
final class Alarms: Sendable {
    private struct Entry {
        let id: Int
        var due: Duration
        /// Does what is due, and tells when it is due again.
        let ring: @Sendable () -> Duration
    }

    private struct State {
        var entries: [Entry] = []
        var lastID = 0
        var sleeper: Task<Void, Never>?
        /// When the sleeper will wake.
        var wakes: Duration = .zero
    }

    private let timekeeper: Timekeeper
    private let executor: any TaskExecutor
    private let state = Locked(State())

    /// Alarms that ring on a thread of an executor.
    init(_ timekeeper: Timekeeper, on executor: any TaskExecutor) {
        self.timekeeper = timekeeper
        self.executor = executor
    }

    /// Has `ring` called at `due`, and again at each time that it returns, until it is cleared.
    func set(_ due: Duration, ring: @escaping @Sendable () -> Duration) -> Int {
        let (id, late) = state.withLock { state in
            state.lastID += 1
            state.entries.append(Entry(id: state.lastID, due: due, ring: ring))
            guard state.sleeper == nil || due < state.wakes else {
                return (state.lastID, Task<Void, Never>?.none)
            }
            let late = state.sleeper
            state.wakes = due
            state.sleeper = RunTask.start(on: executor) { [self] in await sleep(until: due) }
            return (state.lastID, late)
        }
        late?.cancel()
        return id
    }

    /// Forgets an alarm; it may ring once more if it is ringing already.
    func clear(_ id: Int) {
        state.withLock { state in
            if let index = state.entries.firstIndex(where: { $0.id == id }) {
                state.entries.swapAt(index, state.entries.count - 1)
                state.entries.removeLast()
            }
        }
    }

    /// Rings what is due from time to time, until nothing is left or an earlier alarm has come.
    private func sleep(until first: Duration) async {
        var due = first
        do {
            while true {
                try await timekeeper.sleep(max(.zero, due - timekeeper.now()))
                for entry in state.withLock({ $0.entries }) where entry.due <= timekeeper.now() {
                    let next = entry.ring()
                    state.withLock { state in
                        guard let index = state.entries.firstIndex(where: { $0.id == entry.id })
                        else { return }
                        state.entries[index].due = next
                    }
                }
                let next = state.withLock { state -> Duration? in
                    // Whoever has cancelled this sleeper has begun another.
                    guard !Task.isCancelled else { return nil }
                    guard let next = state.entries.map(\.due).min() else {
                        state.sleeper = nil
                        return nil
                    }
                    state.wakes = next
                    return next
                }
                guard let next else { return }
                due = next
            }
        } catch {
            // An earlier alarm has come, and with it another sleeper.
        }
    }
}
