/// Whether a transfer has brought nothing for too long, as far as looks from time to time can tell.
///
/// One look a second at all transfers costs less than a timer for each, and while nothing comes it is
/// all that happens.
package struct StallWatch: Sendable {
    /// The time between two looks, by which a stall may be noticed late.
    package static let interval = Duration.seconds(1)

    private let limit: Duration
    private var hasNews = false
    /// The look that saw the last news; nil before the request.
    private var last: Duration?

    /// A watch that nothing has been asked of yet.
    package init(limit: Duration) {
        self.limit = max(limit, Self.interval)
    }

    /// Notes that the request was sent, that something came, or that nobody wanted anything.
    package mutating func note() {
        hasNews = true
    }

    /// Whether it has been too long by now.
    package mutating func isStalled(at now: Duration) -> Bool {
        if hasNews { last = now }
        hasNews = false
        return last.map { now - $0 >= limit } ?? false
    }
}
