/// The consumer's place in a hub; letting go of it cancels the batch.
package final class Batch: Sendable {
    private let hub: BatchHub

    init(_ hub: BatchHub) {
        self.hub = hub
    }

    deinit {
        hub.cancel()
    }

    /// The stream of its events.
    package var events: BatchEvents {
        BatchEvents { try await self.next() }
    }

    /// What a batch that was stopped has left to tell.
    package struct Remains {
        /// The beginnings and ends that nobody has read, in their order.
        package let events: [BatchEvent]
        /// The downloads that were taken from the sequence, and have not begun.
        package let unbegun: [Download]
    }

    /// Waits until nothing runs, be it that all has ended or that nobody reads the events.
    package func settle() async {
        await hub.settle()
    }

    /// Waits until nobody reads the sequence any more.
    package func settleReading() async {
        await hub.state.withLock(\.reading)?.value
    }

    /// Cancels what runs, and waits until nothing does any more.
    package func stop() async -> Remains {
        hub.cancel()
        await hub.settle()
        let unbegun = hub.state.withLock(\.unbegun)
        return Remains(events: hub.undelivered(), unbegun: unbegun.map(\.value))
    }

    /// The next event, for one task; nil at the end, and for a cancelled task once nothing runs.
    ///
    /// - Throws: As the stream does.
    package func next() async throws -> BatchEvent? {
        let hub = hub
        // Whoever is behind gets what is there without the cost of waiting.
        var delivery = Task.isCancelled ? nil : hub.poll()
        if delivery == nil {
            delivery = await withTaskCancellationHandler {
                await hub.next()
            } onCancel: {
                hub.cancel()
            }
        }
        switch delivery ?? .end {
        case .event(let event): return event
        case .failure(let error): throw error
        case .inUse: throw DownloadError.streamInUse
        case .end:
            if Task.isCancelled { await hub.settle() }
            return nil
        }
    }
}
