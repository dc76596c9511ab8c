// What follows from a change of the state, for whoever holds its lock.
extension BatchHub.State {
    /// What the consumer gets now, which may make room for runs; nil where it has to wait.
    mutating func take() -> BatchHub.Delivery? {
        let hadRoom = window.hasRoom
        if !isCancelled, let event = window.popFirst() {
            beginIsDue = beginIsDue || !hadRoom && window.hasRoom
            releaseProducers()
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
    mutating func releaseProducers() {
        guard window.hasRoom, !producers.isEmpty else { return }
        wakeups += producers.sorted { $0.key < $1.key }.map { .waiter($0.value) }
        producers.removeAll(keepingCapacity: true)
    }

    /// Begins nothing more, and cancels what runs.
    mutating func stop(besides id: Int? = nil) {
        isStopped = true
        unbegun += queue.stop().map(\.download)
        let others = queue.running.values.filter { $0.id != id }.sorted { $0.id < $1.id }
        wakeups += others.map { .cancel($0) }
        if let reading { wakeups.append(.cancelReading(reading)) }
    }

    /// Who is to look again because something has ended.
    mutating func news() {
        wakeups += waiters.map { .waiter($0) }
        waiters.removeAll()
        releaseProducers()
        if let waiting = consumer, let delivery = take() {
            consumer = nil
            wakeups.append(.consumer(waiting, delivery))
        }
    }
}
