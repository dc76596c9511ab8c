/// The mailbox of one transfer, shared by the loop and the task that waits.
final class CurlMailbox: Sendable {
    private typealias Waiter = CheckedContinuation<MailboxLetter, Never>

    private struct State {
        var mailbox: Mailbox<Waiter>
        var timings: TransferTimings?
        var peer: String?
    }

    private let state: Locked<State>

    init(_ budget: ByteBudget) {
        state = Locked(State(mailbox: Mailbox(budget)))
    }

    /// When the parts of the request were done; nil before its end.
    var timings: TransferTimings? { state.withLock(\.timings) }
    /// The address of who answers; nil before the head.
    var peer: String? { state.withLock(\.peer) }

    // MARK: The loop's side

    func put(_ head: ResponseHead, from peer: String?) {
        state.withLock { state in
            state.peer = peer
            state.mailbox.put(head)
        }
    }

    /// Collects bytes; false takes none of them and pauses the transfer.
    func collect(_ bytes: RawSpan) -> Bool {
        state.withLock { $0.mailbox.collect(bytes) }
    }

    func flush(isDue: Bool) {
        resume(state.withLock { $0.mailbox.flush(isDue: isDue) })
    }

    func finish(_ letter: MailboxLetter, _ timings: TransferTimings? = nil) {
        resume(
            state.withLock { state in
                state.timings = timings
                return state.mailbox.finish(letter)
            }
        )
    }

    private func resume(_ delivery: (Waiter, MailboxLetter)?) {
        guard let (waiter, letter) = delivery else { return }
        waiter.resume(returning: letter)
    }

    // MARK: The consumer's side

    /// Waits for the next letter; `.cancelled` once this task is cancelled.
    func next(_ thread: LoopThread) async -> MailboxLetter {
        // What lies here already needs neither a continuation nor a handler.
        if !Task.isCancelled, let letter = letter(for: nil, thread) { return letter }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard let letter = letter(for: continuation, thread) else { return }
                continuation.resume(returning: letter)
            }
        } onCancel: {
            cancel(thread)
        }
    }

    private func letter(for waiter: Waiter?, _ thread: LoopThread) -> MailboxLetter? {
        switch state.withLock({ $0.mailbox.next(waiter) }) {
        case .deliver(let letter, let resumesTransfer):
            if resumesTransfer { thread.leave(.resume(self)) }
            return letter
        case .wait: return nil
        }
    }

    /// Drops everything and has the transfer ended.
    func cancel(_ thread: LoopThread) {
        resume(state.withLock { $0.mailbox.cancel() })
        thread.leave(.cancel(self))
    }
}
