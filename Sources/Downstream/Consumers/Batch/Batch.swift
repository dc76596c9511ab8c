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

    /// Cancels what runs, and waits until nothing does any more.
    package func stop() async {
        hub.cancel()
        await hub.settle()
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
