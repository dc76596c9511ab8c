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

    /// What lies here, each chunk with what it counts for until it is taken.
    private var letters: [(letter: MailboxLetter, loan: ByteBudget.Loan?)] = []
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

    /// Puts in the head.
    package mutating func put(_ head: ResponseHead) -> (Waiter, MailboxLetter)? {
        guard ending == nil else { return nil }
        letters.append((.head(head), nil))
        return wake()
    }

    /// Collects bytes; false takes none of them and pauses the transfer.
    package mutating func collect(_ bytes: RawSpan) -> Bool {
        guard ending == nil else { return true }
        if buffer.isFull(for: bytes.byteCount) {
            guard letters.count < Self.limit else {
                isPaused = true
                return false
            }
            let (chunk, loan) = buffer.takeFull()
            letters.append((.bytes(chunk), loan))
        }
        buffer.append(bytes)
        isCollecting = true
        return true
    }

    /// Ends a round of collecting: a waiting consumer gets what there is.
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

    /// Asks for a letter; keeps `waiter` where there is none yet.
    package mutating func next(_ waiter: Waiter) -> Next {
        guard let letter = take() else {
            self.waiter = waiter
            return .wait
        }
        defer { if letters.count < Self.limit { isPaused = false } }
        return .deliver(letter, resumesTransfer: isPaused && letters.count < Self.limit)
    }

    /// Drops everything: nothing but `.cancelled` comes from now on.
    package mutating func cancel() -> (Waiter, MailboxLetter)? {
        letters.removeAll()
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
        if !letters.isEmpty { return letters.removeFirst().letter }
        if !buffer.isEmpty, !isCollecting { return .bytes(buffer.takeEarly()) }
        // A small last chunk was a copy, so the buffer is still there.
        if ending != nil { buffer.release() }
        return ending
    }
}
