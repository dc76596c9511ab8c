/// How far all downloads together are, at one moment.
struct ProgressTotal: Equatable {
    /// How many there will be; nil where nobody knows.
    var announced: Int?
    /// How many have ended, in whatever way.
    var ended: Int
    /// How many of those failed.
    var failed: Int
    /// The bytes of those that ended and those that run.
    var received: Int64
    /// What `received` will be in the end; nil where a size, or the number of downloads, is unknown.
    var expected: Int64?
    /// The bytes per second of late, over all.
    var bytesPerSecond: Double

    /// The part that has arrived; nil where it is unknown of what.
    var fraction: Double? {
        guard let expected, expected > 0 else { return nil }
        return min(1, Double(received) / Double(expected))
    }

    /// The time left at this speed; nil where it is unknown.
    var remaining: Duration? {
        guard let expected, bytesPerSecond >= 1 else { return nil }
        return .seconds(Double(max(0, expected - received)) / bytesPerSecond)
    }
}
