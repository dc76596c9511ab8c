/// The events of a batch that its consumer has yet to see, in their order.
struct BatchWindow {
    /// The bytes that may wait; each run may add one chunk before it looks.
    private static let capacity = 1024 * 1024

    private var events: [BatchEvent] = []
    private var head = 0
    private var cost = 0

    /// Whether runs may go on.
    var hasRoom: Bool { cost <= Self.capacity }

    mutating func append(_ event: BatchEvent) {
        events.append(event)
        cost += Self.cost(event)
    }

    mutating func popFirst() -> BatchEvent? {
        guard head < events.count else { return nil }
        let event = events[head]
        cost -= Self.cost(event)
        head += 1
        // What was taken goes when it is half of all, so that each event moves once at most.
        if head * 2 >= events.count {
            events.removeFirst(head)
            head = 0
        }
        return event
    }

    /// The bytes that an event holds, and a fixed charge.
    private static func cost(_ event: BatchEvent) -> Int {
        guard case .chunk(let chunk) = event.event else { return 512 }
        return 512 + chunk.bytes.count
    }
}
