#if canImport(FoundationEssentials)
package import struct FoundationEssentials.Data
#else
package import struct Foundation.Data
#endif

/// What the consumer of a mailbox gets.
package enum MailboxLetter: Sendable, Equatable {
    case head(ResponseHead)
    case bytes(Data)
    case end
    case failure(TransportError)
    case cancelled
}

/// What passes from the loop that receives to the task that waits: head, chunks, end.
///
/// A pure state machine, generic in what waits. The loop may not wait, so a full mailbox pauses its
/// transfer; the consumer's next call tells when to go on.
package struct Mailbox<Waiter> {
    /// What follows from asking for a letter.
    package enum Next {
        case deliver(MailboxLetter, resumesTransfer: Bool)
        case wait
    }

    /// The chunks that may lie here beside the one that is being collected.
    private static var limit: Int { 2 }

    private var head: ResponseHead?
    /// The full chunks, each with what it counts for until it is taken.
    private var chunks: [(chunk: Data, loan: ByteBudget.Loan?)] = []
    private var buffer: ChunkBuffer
    private var ending: MailboxLetter?
    private var waiter: Waiter?
    private var isPaused = false
    /// Whether the loop is collecting: then a waiting consumer gets its chunk at the flush.
    private var isCollecting = false

    /// An empty mailbox.
    package init(_ budget: ByteBudget) {
        buffer = ChunkBuffer(budget)
    }

    // MARK: The loop's side

    /// Puts in the head; a waiting consumer gets it at the end of the round, with what came after it.
    package mutating func put(_ head: ResponseHead) {
        guard ending == nil else { return }
        self.head = head
    }

    /// Collects bytes; false takes none of them and pauses the transfer.
    package mutating func collect(_ bytes: RawSpan) -> Bool {
        guard ending == nil else { return true }
        if buffer.isFull(for: bytes.byteCount) {
            guard chunks.count < Self.limit else {
                isPaused = true
                return false
            }
            chunks.append(buffer.takeFull())
        }
        buffer.append(bytes)
        isCollecting = true
        return true
    }

    /// Ends a round: a waiting consumer gets what there is.
    ///
    /// Where that is not due, it gets what is full, and there has to be another call soon.
    package mutating func flush(isDue: Bool) -> (Waiter, MailboxLetter)? {
        if isDue { isCollecting = false }
        return wake()
    }

    /// Puts in the end: `.end` or `.failure`.
    package mutating func finish(_ letter: MailboxLetter) -> (Waiter, MailboxLetter)? {
        guard ending == nil else { return nil }
        isCollecting = false
        ending = letter
        return wake()
    }

    // MARK: The consumer's side

    /// Asks for a letter; keeps `waiter`, if any, where there is none yet.
    package mutating func next(_ waiter: Waiter?) -> Next {
        guard let letter = take() else {
            if let waiter { self.waiter = waiter }
            return .wait
        }
        defer { if chunks.count < Self.limit { isPaused = false } }
        return .deliver(letter, resumesTransfer: isPaused && chunks.count < Self.limit)
    }

    /// Drops everything: nothing but `.cancelled` comes from now on.
    package mutating func cancel() -> (Waiter, MailboxLetter)? {
        head = nil
        chunks.removeAll()
        buffer.release()
        ending = .cancelled
        return wake()
    }

    private mutating func wake() -> (Waiter, MailboxLetter)? {
        guard let waiting = waiter, let letter = take() else { return nil }
        waiter = nil
        return (waiting, letter)
    }

    private mutating func take() -> MailboxLetter? {
        if let head = head.take() { return .head(head) }
        if !chunks.isEmpty { return .bytes(chunks.removeFirst().chunk) }
        if !buffer.isEmpty, !isCollecting { return .bytes(buffer.takeEarly()) }
        // A small last chunk was a copy, so the buffer is still there.
        if ending != nil { buffer.release() }
        return ending
    }
}
