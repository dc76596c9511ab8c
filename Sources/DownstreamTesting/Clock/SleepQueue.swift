/// Who sleeps on a test clock, and who waits for sleepers: all its decisions, without a task.
package struct SleepQueue<Sleeper, Watcher> {
    /// Somebody to be resumed, outside the lock.
    package enum Wakeup {
        case sleeper(Sleeper)
        case watcher(Watcher)
    }

    private struct Sleep {
        let id: Int
        let deadline: Duration
        let sleeper: Sleeper
    }

    private struct Watch {
        let id: Int
        let count: Int
        let watcher: Watcher
    }

    /// The time.
    package private(set) var now = Duration.zero
    private let movesWhenAsleep: Int?
    /// By deadline, then by arrival.
    private var sleeps: [Sleep] = []
    private var watches: [Watch] = []
    private var lastID = 0

    /// Nobody at time zero; `movesWhenAsleep` sleepers move the time themselves, nil for never.
    package init(movesWhenAsleep: Int?) {
        self.movesWhenAsleep = movesWhenAsleep
    }

    /// How many sleep.
    package var sleeperCount: Int { sleeps.count }

    /// When the next sleeper is due; nil where nobody sleeps.
    package var nextDeadline: Duration? { sleeps.first?.deadline }

    /// A name for a sleeper or a watcher.
    package mutating func newID() -> Int {
        lastID += 1
        return lastID
    }

    /// Takes in a sleeper; `move` says who wakes.
    package mutating func sleep(_ id: Int, until deadline: Duration, sleeper: Sleeper) {
        let index = sleeps.firstIndex { $0.deadline > deadline } ?? sleeps.endIndex
        sleeps.insert(Sleep(id: id, deadline: deadline, sleeper: sleeper), at: index)
    }

    /// Takes in somebody who waits for sleepers; `move` says who wakes.
    package mutating func watch(_ id: Int, forSleepers count: Int, watcher: Watcher) {
        watches.append(Watch(id: id, count: count, watcher: watcher))
    }

    /// Takes out a sleeper; nil if it has woken already.
    package mutating func removeSleeper(_ id: Int) -> Sleeper? {
        guard let index = sleeps.firstIndex(where: { $0.id == id }) else { return nil }
        return sleeps.remove(at: index).sleeper
    }

    /// Takes out a watcher; nil if it has woken already.
    package mutating func removeWatcher(_ id: Int) -> Watcher? {
        guard let index = watches.firstIndex(where: { $0.id == id }) else { return nil }
        return watches.remove(at: index).watcher
    }

    /// Moves the time by a duration and wakes whose deadline has come.
    package mutating func advance(by duration: Duration) -> [Wakeup] {
        now += max(.zero, duration)
        return move()
    }

    /// Moves the time as far as sleepers move it, and says who wakes, in this order.
    package mutating func move() -> [Wakeup] {
        var woken = wake()
        // Watchers first: they may wait for the very crowd that is about to wake.
        woken += watched()
        if let movesWhenAsleep, sleeps.count >= movesWhenAsleep, let first = sleeps.first {
            now = max(now, first.deadline)
            woken += wake()
        }
        return woken
    }

    private mutating func wake() -> [Wakeup] {
        let due = sleeps.prefix { $0.deadline <= now }
        sleeps.removeFirst(due.count)
        return due.map { .sleeper($0.sleeper) }
    }

    private mutating func watched() -> [Wakeup] {
        let count = sleeps.count
        let met = watches.filter { $0.count <= count }
        watches.removeAll { $0.count <= count }
        return met.map { .watcher($0.watcher) }
    }
}
