/// The mailbox of one transfer, shared by the loop and the task that waits.
final class CurlMailbox: Sendable {
    private typealias Waiter = CheckedContinuation<MailboxLetter, Never>

    private let mailbox: Locked<Mailbox<Waiter>>
    private let facts = Locked<(timings: TransferTimings?, peer: String?)>((nil, nil))

    init(_ budget: ByteBudget) {
        mailbox = Locked(Mailbox(budget))
    }

    /// When the parts of the request were done; nil before its end.
    var timings: TransferTimings? { facts.withLock(\.timings) }
    /// The address of who answers; nil before the head.
    var peer: String? { facts.withLock(\.peer) }

    // MARK: The loop's side

    func put(_ head: ResponseHead, from peer: String?) {
        facts.withLock { $0.peer = peer }
        resume(mailbox.withLock { $0.put(head) })
    }

    /// Collects bytes; false takes none of them and pauses the transfer.
    func collect(_ bytes: RawSpan) -> Bool {
        mailbox.withLock { $0.collect(bytes) }
    }

    func flush() {
        resume(mailbox.withLock { $0.flush() })
    }

    func finish(_ letter: MailboxLetter, _ timings: TransferTimings? = nil) {
        facts.withLock { $0.timings = timings }
        resume(mailbox.withLock { $0.finish(letter) })
    }

    private func resume(_ delivery: (Waiter, MailboxLetter)?) {
        guard let (waiter, letter) = delivery else { return }
        waiter.resume(returning: letter)
    }

    // MARK: The consumer's side

    /// Waits for the next letter; `.cancelled` once this task is cancelled.
    func next(_ thread: LoopThread) async -> MailboxLetter {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                switch mailbox.withLock({ $0.next(continuation) }) {
                case .deliver(let letter, let resumesTransfer):
                    if resumesTransfer { thread.leave(.resume(self)) }
                    continuation.resume(returning: letter)
                case .wait: return
                }
            }
        } onCancel: {
            cancel(thread)
        }
    }

    /// Drops everything and has the transfer ended.
    func cancel(_ thread: LoopThread) {
        resume(mailbox.withLock { $0.cancel() })
        thread.leave(.cancel(self))
    }
}
