/// Bytes per second of late: an average in which older bytes count less and less.
package struct SpeedEstimate {
    /// The time after which what came before counts 1/e.
    private static let memory = 3.0

    private var weight = 0.0
    private var weightedBytes = 0.0
    private var last: Duration
    private var pending: Int64 = 0

    /// An estimate that knows nothing before this time.
    package init(from now: Duration) {
        last = now
    }

    /// Notes bytes; they count from the next `update` on.
    package mutating func add(_ count: Int) {
        pending += Int64(count)
    }

    /// The speed at `now`; falls towards 0 while nothing is added.
    package mutating func update(at now: Duration) -> Double {
        let seconds = (now - last).inSeconds
        if seconds > 0 {
            let decay = 1 / (1 + seconds / Self.memory)
            weight = (weight + seconds) * decay
            weightedBytes = (weightedBytes + Double(pending)) * decay
            pending = 0
            last = now
        }
        return weight > 0 ? weightedBytes / weight : 0
    }
}
