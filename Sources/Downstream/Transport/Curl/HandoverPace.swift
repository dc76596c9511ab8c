/// How often a transfer hands over a chunk that is not full.
///
/// To wake its consumer costs about as much as to receive 16 KiB, and a TLS connection brings no more at
/// a time. So a fast one hands over larger chunks, and a slow one each piece at once.
package struct HandoverPace: Sendable {
    /// The least time between two; also how long bytes wait at most.
    package static let interval = Duration.milliseconds(1)

    private var last: Duration?

    /// A pace that allows the first at once.
    package init() {}

    /// Whether the next is due, which then counts from now.
    package mutating func isDue(at now: Duration) -> Bool {
        if let last, now - last < Self.interval { return false }
        last = now
        return true
    }
}
