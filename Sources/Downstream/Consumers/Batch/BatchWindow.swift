/// The events of a batch that its consumer has yet to see, in their order.
struct BatchWindow {
    /// The bytes that may wait; each run may add one chunk before it looks.
    private static let capacity = 1024 * 1024

    private var events = Queue<BatchEvent>()
    private var cost = 0

    /// Whether runs may go on.
    var hasRoom: Bool { cost <= Self.capacity }

    mutating func append(_ event: BatchEvent) {
        events.append(event)
        cost += Self.cost(event)
    }

    mutating func popFirst() -> BatchEvent? {
        let event = events.popFirst()
        if let event { cost -= Self.cost(event) }
        return event
    }

    /// The bytes that an event holds, and a fixed charge.
    private static func cost(_ event: BatchEvent) -> Int {
        guard case .chunk(let chunk) = event.event else { return 512 }
        return 512 + chunk.bytes.count
    }
}
