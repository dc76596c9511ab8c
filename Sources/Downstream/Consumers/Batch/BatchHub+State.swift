// What follows from a change of the state, for whoever holds its lock.
extension BatchHub.State {
    /// What the consumer gets now; nil where it has to wait.
    mutating func take() -> BatchHub.Delivery? {
        let hadRoom = window.hasRoom
        if !isCancelled, let event = window.popFirst() {
            beginIsDue = beginIsDue || !hadRoom && window.hasRoom
            return .event(event)
        }
        guard isCancelled || queue.isDone else { return nil }
        guard !isCancelled, let failure else { return .end }
        self.failure = nil
        return .failure(failure)
    }

    /// Notes whether a run waits; its place is for others meanwhile.
    mutating func rests(_ id: Int, _ isResting: Bool) {
        if queue.rest(id, isResting), isResting { beginIsDue = true }
    }

    /// Lets the runs go on that wait for room, in the order of their downloads.
    mutating func releaseProducers() -> [BatchHub.Wakeup] {
        guard window.hasRoom, !producers.isEmpty else { return [] }
        defer { producers.removeAll(keepingCapacity: true) }
        return producers.sorted { $0.key < $1.key }.map { .waiter($0.value) }
    }

    /// Begins nothing more, and cancels what runs.
    mutating func stop(besides id: Int? = nil) -> [BatchHub.Wakeup] {
        isStopped = true
        unbegun += queue.stop()
        let others = members.values.filter { $0.id != id }.sorted { $0.id < $1.id }
        return others.map { .cancel($0) } + [reading.map { .cancelReading($0) }].compactMap(\.self)
    }

    /// Who is to look again because something has ended.
    mutating func news() -> [BatchHub.Wakeup] {
        var wakeups = waiters.map { BatchHub.Wakeup.waiter($0) } + releaseProducers()
        waiters.removeAll()
        if let waiting = consumer, let delivery = take() {
            consumer = nil
            wakeups.append(.consumer(waiting, delivery))
        }
        return wakeups
    }
}
