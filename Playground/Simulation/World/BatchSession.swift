internal import Downstream
internal import DownstreamTesting

/// Somebody who wants several files, and listens to all of them in one stream.
struct BatchSession: Sendable {
    let sessions: [Session]

    func run() async {
        guard let first = sessions.first else { return }
        let claims = sessions.map { session in
            session.world.ledger.begin(
                session.plan,
                of: session.resource,
                in: session.process.number
            )
        }
        let downloads = first.world.defect.batch(
            sessions.map { session in
                session.world.defect.planted(in: session.plan.download(of: session.resource))
            }
        )
        let limit = first.dice.withLock { $0.number(1...3) }
        first.note("begins a batch of \(downloads.count), \(limit) at a time")
        let batch = first.downloader.batch(of: LazyAsyncSequence(downloads), atMost: limit)
        let left = await first.untilLeaving { await listen(to: batch, claims) }
        _ = await batch.stop()
        await batch.settle()
        let late = first.world.clock.now.offset - left
        if late > .zero { first.complain("a batch that was left went on for \(late)") }
        for (session, claim) in zip(sessions, claims) { session.world.ledger.end(claim) }
        first.note("is done with the batch")
    }

    private func listen(to batch: Batch, _ claims: [Claim]) async {
        guard let first = sessions.first else { return }
        var listeners = sessions.map { session in
            var listener = Listener(seesChunks: true)
            listener.bounds = session.bounds
            listener.segments = session.plan.segments
            return listener
        }
        var hasBegun = sessions.map { _ in false }
        var hasLeft = false
        var count = 0
        do {
            while let item = try await batch.next() {
                let index = item.id - 1
                guard sessions.indices.contains(index) else {
                    return first.complain("a batch of \(sessions.count) told number \(item.id)")
                }
                hasBegun[index] = true
                listeners[index].take(item.event)
                sessions[index].take(item.event, listeners[index], claims[index])
                count += 1
                if first.leaves(after: count) {
                    hasLeft = true
                    break
                }
                await first.stall()
            }
        } catch let error as DownloadError where error.reason == .diskFull {
            // A full disk ends a batch at once.
            hasLeft = true
        } catch {
            first.complain("a batch threw \(error)")
        }
        let mayLeave = hasLeft || Task.isCancelled || !first.process.isAlive
        for index in listeners.indices {
            guard hasBegun[index] else {
                if !mayLeave { first.complain("a batch ended, but \(index + 1) never began") }
                continue
            }
            listeners[index].finish(hasLeft: mayLeave)
            if let violation = listeners[index].violation {
                first.complain("a batch told of \(index + 1): \(violation)")
            }
        }
    }
}
