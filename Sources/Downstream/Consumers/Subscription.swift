/// One consumer's place in a hub; letting go of it is leaving.
package final class Subscription: Sendable {
    private let hub: ShareHub
    private let id: Int

    /// Takes a place.
    package init(_ hub: ShareHub, asOwner isOwner: Bool) {
        self.hub = hub
        id = hub.join(asOwner: isOwner)
    }

    deinit {
        hub.leave(id)
    }

    /// The next event; nil at the end, and for a cancelled task once the run has settled.
    func next() async throws(DownloadError) -> DownloadEvent? {
        let hub = hub
        let id = id
        // Whoever is behind gets what is there without the cost of waiting.
        var delivery = Task.isCancelled ? nil : hub.poll(id)
        if delivery == nil {
            delivery = await withTaskCancellationHandler {
                await hub.next(id)
            } onCancel: {
                hub.leave(id)
            }
        }
        switch delivery ?? .end {
        case .event(let event): return event
        case .failure(let error): throw error
        case .inUse: throw .streamInUse
        case .end:
            if Task.isCancelled { await hub.settle() }
            return nil
        }
    }

    /// The stream that pulls from this place.
    package var events: DownloadEvents {
        DownloadEvents { try await self.next() }
    }

    /// The same as a stream that throws nothing: `failed` tells the error already.
    var eventsUntilEnd: AsyncStream<DownloadEvent> {
        AsyncStream { try? await self.next() }
    }
}
