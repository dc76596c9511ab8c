/// What somebody has to do who wants to ask a host.
package enum TransferTurn: Equatable {
    case go
    /// Ask again at this time: the host wants to be left alone until then.
    case pause(until: Duration)
    case wait
}

/// Whose turn it is to ask a host: a value without threads.
///
/// It counts how many transfers run, in all and per host, and keeps who waits and which hosts want to
/// be left alone.
package struct TransferTurns<Waiter> {
    private struct Place {
        let id: Int
        let origin: WebURL.Origin
        let waiter: Waiter
    }

    private let total: Int
    private let perHost: Int
    /// How many transfers run.
    package private(set) var running = 0
    private var runningAt = Tally<WebURL.Origin>()
    private var pauses: [WebURL.Origin: Duration] = [:]
    private var queue: [Place] = []
    private var lastID = 0

    /// Turns for at most so many transfers; 1 or more each.
    package init(total: Int, perHost: Int) {
        self.total = max(1, total)
        self.perHost = max(1, perHost)
    }

    private func hasRoom(at origin: WebURL.Origin) -> Bool {
        running < total && runningAt[origin] < perHost
    }

    /// Takes a turn, or tells why not yet.
    package mutating func ask(_ origin: WebURL.Origin, now: Duration) -> TransferTurn {
        if let end = pause(of: origin, now: now) { return .pause(until: end) }
        // Whoever waits gets each turn as soon as it is free, so nobody is overtaken here.
        guard hasRoom(at: origin) else { return .wait }
        take(origin)
        return .go
    }

    /// Queues up; the turn is taken on the waiter's behalf when it is woken.
    package mutating func queueUp(_ waiter: Waiter, at origin: WebURL.Origin) -> Int {
        lastID += 1
        queue.append(Place(id: lastID, origin: origin, waiter: waiter))
        return lastID
    }

    /// Leaves the queue; nil for one whose turn it is already.
    package mutating func giveUp(_ id: Int) -> Waiter? {
        guard let index = queue.firstIndex(where: { $0.id == id }) else { return nil }
        return queue.remove(at: index).waiter
    }

    /// Gives a turn back; whoever is returned has it now.
    package mutating func end(_ origin: WebURL.Origin) -> Waiter? {
        running -= 1
        runningAt.remove(origin)
        guard let index = queue.firstIndex(where: { hasRoom(at: $0.origin) }) else { return nil }
        let next = queue.remove(at: index)
        take(next.origin)
        return next.waiter
    }

    /// Until when a host wants to be left alone; nil where it does not.
    package mutating func pause(of origin: WebURL.Origin, now: Duration) -> Duration? {
        guard let end = pauses[origin] else { return nil }
        if end <= now { pauses[origin] = nil }
        return end <= now ? nil : end
    }

    /// Leaves a host alone until `end`, or for as long as somebody has asked for before.
    package mutating func pause(_ origin: WebURL.Origin, until end: Duration) {
        pauses[origin] = max(pauses[origin] ?? end, end)
    }

    private mutating func take(_ origin: WebURL.Origin) {
        running += 1
        runningAt.add(origin)
    }
}
