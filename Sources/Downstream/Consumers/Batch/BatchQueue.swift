/// Which downloads of a batch may begin: a value without threads.
///
/// They begin in their order, except that one whose host or destination is taken lets others go first.
package struct BatchQueue<Entry: BatchEntry> {
    private let limit: Int
    private let perHost: Int
    private let lookahead: Int
    private var waiting: [Entry] = []
    /// What has begun and not ended, by its place in the sequence.
    package private(set) var running: [Int: Entry] = [:]
    /// Those of them that wait, for their host or for their next attempt.
    private var resting: Set<Int> = []
    private var runningAt = Tally<Entry.Host>()
    private var places: Set<String> = []
    private var lastID = 0
    private var hasMore = true
    private var isStopped = false

    /// A queue that runs at most `limit` downloads, and sets aside at most four times as many
    /// that may not begin yet.
    package init(limit: Int, perHost: Int) {
        self.limit = max(1, limit)
        self.perHost = max(1, perHost)
        lookahead = min(self.limit, 1024) * 4
    }

    /// Whether the sequence is to be asked for another download; nil where only later.
    package var wantsMore: Bool? {
        guard hasMore else { return false }
        return hasPlace && waiting.count < lookahead ? true : nil
    }

    /// Whether one more may begin; whoever waits leaves his place to others, up to a bound.
    private var hasPlace: Bool {
        running.count - resting.count < limit && running.count < limit + lookahead
    }

    /// Whether nothing runs.
    package var isIdle: Bool { running.isEmpty }
    /// Whether all has begun and ended.
    package var isDone: Bool { !hasMore && waiting.isEmpty && running.isEmpty }

    /// Takes in the next download of the sequence, which `make` makes for its place in it.
    package mutating func add(_ make: (_ id: Int) -> Entry) {
        guard !isStopped else { return }
        lastID += 1
        waiting.append(make(lastID))
    }

    /// Notes that the sequence has ended.
    package mutating func close() {
        hasMore = false
    }

    /// Begins nothing any more.
    ///
    /// - Returns: What has not begun, and never will.
    package mutating func stop() -> [Entry] {
        isStopped = true
        hasMore = false
        defer { waiting.removeAll() }
        return waiting
    }

    /// Notes whether a download that has begun waits; false where it is nothing new.
    package mutating func rest(_ id: Int, _ isResting: Bool) -> Bool {
        guard resting.contains(id) != isResting, running[id] != nil else { return false }
        if isResting { resting.insert(id) } else { resting.remove(id) }
        return true
    }

    /// Begins the next download that may; nil where none may now.
    package mutating func begin() -> Entry? {
        guard hasPlace, let index = waiting.firstIndex(where: { mayBegin($0) }) else {
            return nil
        }
        let entry = waiting.remove(at: index)
        running[entry.id] = entry
        if let host = entry.host { runningAt.add(host) }
        if let place = entry.place { places.insert(place) }
        return entry
    }

    /// Notes that a download has ended.
    package mutating func end(_ id: Int) {
        guard let entry = running.removeValue(forKey: id) else { return }
        resting.remove(id)
        if let host = entry.host { runningAt.remove(host) }
        if let place = entry.place { places.remove(place) }
    }

    private func mayBegin(_ entry: Entry) -> Bool {
        let isHostFree = entry.host.map { runningAt[$0] < perHost } ?? true
        return isHostFree && entry.place.map { !places.contains($0) } ?? true
    }
}
