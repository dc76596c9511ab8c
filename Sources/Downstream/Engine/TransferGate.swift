internal import Synchronization

/// Where the runs of a downloader wait for their turn to ask a host.
package final class TransferGate: Sendable {
    private let turns: Locked<TransferTurns<CheckedContinuation<TransferTurn, Never>>>
    /// The most turns that there are at one host.
    let most: Int
    private let timekeeper: Timekeeper
    private let chance: @Sendable () -> Double

    init(
        total: Int,
        perHost: Int,
        _ timekeeper: Timekeeper,
        chance: @escaping @Sendable () -> Double
    ) {
        most = max(1, min(total, perHost))
        turns = Locked(TransferTurns(total: total, perHost: perHost))
        self.timekeeper = timekeeper
        self.chance = chance
    }

    /// Waits for a turn at a host, in the order of those who wait; the pass is the turn.
    ///
    /// - Parameters:
    ///   - origin: The host.
    ///   - reporter: What tells that it waits; nil where others go on meanwhile.
    /// - Returns: The turn.
    /// - Throws: `CancellationError` if this task is cancelled while it waits.
    func pass(to origin: WebURL.Origin, _ reporter: RunReporter?) async throws -> TransferPass {
        var turn = ask(origin)
        while true {
            switch turn {
            case .go:
                return TransferPass(self, origin)
            case .pause(let end):
                // Not all of them at one instant.
                let pause = max(.zero, end - timekeeper.now()) + .seconds(1) * chance()
                reporter?.waits(pause)
                try await timekeeper.sleep(pause)
                turn = ask(origin)
            case .wait:
                reporter?.enter(.waiting(until: nil))
                turn = try await queueUp(at: origin)
            }
        }
    }

    /// A turn at a host if one is free; nil where one would have to wait for it.
    package func passUnlessBusy(to origin: WebURL.Origin) -> TransferPass? {
        ask(origin) == .go ? TransferPass(self, origin) : nil
    }

    private func ask(_ origin: WebURL.Origin) -> TransferTurn {
        let now = timekeeper.now()
        return turns.withLock { $0.ask(origin, now: now) }
    }

    /// How many turns have been taken, and not been given back.
    package var count: Int { turns.withLock { $0.running } }

    /// Leaves a host alone for a while, all downloads alike.
    func pause(_ origin: WebURL.Origin, for duration: Duration) {
        let end = timekeeper.now() + duration
        turns.withLock { $0.pause(origin, until: end) }
    }

    fileprivate func end(_ origin: WebURL.Origin) {
        turns.withLock { $0.end(origin) }?.resume(returning: .go)
    }

    /// Waits in the queue until it is this task's turn.
    private func queueUp(at origin: WebURL.Origin) async throws -> TransferTurn {
        let id = Locked<Int?>(nil)
        let turn = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let now = timekeeper.now()
                let answer = turns.withLock { turns -> TransferTurn? in
                    // Since the last question a turn may have become free.
                    let answer = Task.isCancelled ? nil : turns.ask(origin, now: now)
                    guard answer == .wait else { return answer ?? .wait }
                    let place = turns.queueUp(continuation, at: origin)
                    id.withLock { $0 = place }
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiter = turns.withLock { turns in
                id.withLock(\.self).flatMap { turns.giveUp($0) }
            }
            waiter?.resume(returning: .wait)
        }
        // Only who was cancelled is sent away to wait.
        guard turn != .wait else { throw CancellationError() }
        let now = timekeeper.now()
        guard turn == .go, let pause = turns.withLock({ $0.pause(of: origin, now: now) }) else {
            return turn
        }
        // The host asked to be left alone while this task was in the queue.
        end(origin)
        return .pause(until: pause)
    }
}

/// A turn at a host, until it is given back or let go of.
package final class TransferPass: Sendable {
    private let gate: TransferGate
    private let origin: WebURL.Origin
    private let isOver = Atomic(false)

    fileprivate init(_ gate: TransferGate, _ origin: WebURL.Origin) {
        self.gate = gate
        self.origin = origin
    }

    deinit {
        end()
    }

    /// Gives the turn back; once is enough.
    func end() {
        if !isOver.exchange(true, ordering: .acquiringAndReleasing) { gate.end(origin) }
    }
}
