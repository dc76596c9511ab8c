import Downstream
import DownstreamTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("A mailbox")
struct MailboxTests {
    private static let total: Int64 = 1 << 20
    private static let piece = 16 * 1024
    private static let head = ResponseHead(status: 200)
    private let budget = ByteBudget(total)

    private func bytes(_ count: Int) -> MailboxLetter {
        .bytes(Data(repeating: 7, count: count))
    }

    /// Collects a full mailbox: two chunks, and a third that grows until nothing fits.
    ///
    /// - Returns: The bytes that were taken in.
    private func fill(_ mailbox: TestMailbox) -> Int {
        var count = 0
        while mailbox.collect(Self.piece) { count += Self.piece }
        return count
    }

    @Test func `gives head, bytes and end in their order`() {
        let mailbox = TestMailbox(budget)
        mailbox.put(Self.head)
        #expect(mailbox.collect(10))
        #expect(mailbox.flush() == nil)
        #expect(mailbox.finish(.end) == nil)

        #expect(mailbox.letter() == .head(Self.head))
        #expect(mailbox.letter() == bytes(10))
        #expect(mailbox.letter() == .end)
        #expect(mailbox.letter() == .end)
    }

    @Test func `wakes who waits at the end of a round, once`() {
        let mailbox = TestMailbox(budget)
        #expect(mailbox.letter(waiter: 1) == nil)
        mailbox.put(Self.head)
        #expect(mailbox.flush(isDue: false) == .init(waiter: 1, letter: .head(Self.head)))
        #expect(mailbox.flush() == nil)
    }

    @Test func `wakes who waits once for all that a round brings`() {
        let mailbox = TestMailbox(budget)
        #expect(mailbox.letter(waiter: 1) == nil)
        mailbox.put(Self.head)
        #expect(mailbox.collect(10))
        #expect(mailbox.finish(.end) == .init(waiter: 1, letter: .head(Self.head)))

        #expect(mailbox.letter(waiter: 2) == bytes(10))
        #expect(mailbox.letter(waiter: 3) == .end)
    }

    @Test func `gives its head to who comes in the middle of a round`() {
        let mailbox = TestMailbox(budget)
        mailbox.put(Self.head)
        #expect(mailbox.letter() == .head(Self.head))
    }

    @Test func `keeps nobody who only looks`() {
        let mailbox = TestMailbox(budget)
        #expect(mailbox.letter(waiter: nil) == nil)
        #expect(mailbox.collect(10))
        #expect(mailbox.letter(waiter: nil) == nil)
        #expect(mailbox.flush() == nil)
        #expect(mailbox.letter(waiter: nil) == bytes(10))
    }

    @Test func `gives a round of bytes in one piece`() {
        let mailbox = TestMailbox(budget)
        #expect(mailbox.letter(waiter: 1) == nil)
        #expect(mailbox.collect(10))
        #expect(mailbox.collect(20))
        #expect(mailbox.flush() == .init(waiter: 1, letter: bytes(30)))
    }

    @Test func `keeps what is not full until it is due`() {
        let mailbox = TestMailbox(budget)
        #expect(mailbox.letter(waiter: 1) == nil)
        #expect(mailbox.collect(Self.piece))
        #expect(mailbox.flush(isDue: false) == nil)
        #expect(mailbox.collect(10))
        #expect(mailbox.flush(isDue: false) == .init(waiter: 1, letter: bytes(Self.piece)))
        #expect(mailbox.letter(waiter: 2) == nil)
        #expect(mailbox.flush(isDue: true) == .init(waiter: 2, letter: bytes(10)))
    }

    @Test func `lets who comes in the middle of a round wait for its end`() {
        let mailbox = TestMailbox(budget)
        #expect(mailbox.collect(10))
        #expect(mailbox.letter(waiter: 1) == nil)
        #expect(mailbox.flush() == .init(waiter: 1, letter: bytes(10)))
    }

    @Test func `pauses a transfer that is ahead, and has it resumed once there is room`() {
        let mailbox = TestMailbox(budget)
        let sizes = ChunkBuffer.classes
        // The head takes nobody's place.
        mailbox.put(Self.head)
        #expect(fill(mailbox) == sizes.reduce(0, +))
        #expect(mailbox.flush() == nil)
        #expect(mailbox.letter() == .head(Self.head))

        for (size, resumes) in zip(sizes, [true, false, false]) {
            guard case .deliver(let letter, let resumesTransfer) = mailbox.next(1) else {
                Issue.record("no chunk of \(size)")
                return
            }
            #expect(letter == bytes(size))
            #expect(resumesTransfer == resumes)
        }
    }

    @Test(arguments: [MailboxLetter.end, .failure(TransportError(.hostNotFound))])
    func `gives what came before the end, and nothing after it`(end: MailboxLetter) {
        let mailbox = TestMailbox(budget)
        #expect(mailbox.collect(10))
        #expect(mailbox.finish(end) == nil)
        #expect(mailbox.collect(10))
        mailbox.put(Self.head)
        #expect(mailbox.finish(.failure(TransportError(.emptyBody))) == nil)

        #expect(mailbox.letter() == bytes(10))
        #expect(mailbox.letter() == end)
    }

    @Test func `gives only that it was cancelled, once it was`() {
        let mailbox = TestMailbox(budget)
        mailbox.put(Self.head)
        _ = fill(mailbox)
        #expect(mailbox.cancel() == nil)
        #expect(budget.remaining == Self.total)
        #expect(mailbox.letter() == .cancelled)
        #expect(mailbox.finish(.end) == nil)
        #expect(mailbox.letter() == .cancelled)

        let waiting = TestMailbox(budget)
        #expect(waiting.letter(waiter: 1) == nil)
        #expect(waiting.cancel() == .init(waiter: 1, letter: .cancelled))
    }

    @Test(arguments: [9, 10, 30, 60, 64])
    func `gives its memory back with the end`(kilobytes: Int) {
        let mailbox = TestMailbox(budget)
        #expect(mailbox.collect(Self.piece))
        for _ in 0..<kilobytes { #expect(mailbox.collect(1024)) }
        #expect(mailbox.flush() == nil)
        #expect(budget.remaining < Self.total)

        #expect(mailbox.letter() == bytes(Self.piece))
        #expect(mailbox.letter() == bytes(kilobytes * 1024))
        #expect(mailbox.finish(.end) == nil)
        #expect(mailbox.letter() == .end)
        #expect(budget.remaining == Self.total)
    }

    @Test(arguments: [MailboxLetter.end, .failure(TransportError(.hostNotFound))])
    func `gives its memory back when it is dropped unread`(end: MailboxLetter) {
        var mailbox: TestMailbox? = TestMailbox(budget)
        for _ in 0..<4 { #expect(mailbox?.collect(Self.piece) == true) }
        #expect(mailbox?.finish(end) == nil)
        #expect(budget.remaining < Self.total)

        mailbox = nil
        #expect(budget.remaining == Self.total)
    }

    @Test func `counts its bytes until they are taken`() {
        let mailbox = TestMailbox(budget)
        _ = fill(mailbox)
        #expect(mailbox.flush() == nil)
        let (middle, large) = (Int64(ChunkBuffer.classes[1]), Int64(ChunkBuffer.classes[2]))

        _ = mailbox.letter()
        #expect(budget.remaining == Self.total - middle - large)
        _ = mailbox.letter()
        #expect(budget.remaining == Self.total - large)
        _ = mailbox.letter()
        #expect(budget.remaining == Self.total)
    }

    @Test(arguments: 0..<100)
    func `loses nothing in any order of calls`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var trial = MailboxTrial(ByteBudget(Int64(random.next() % 3) * 300_000))
        for _ in 0..<400 { trial.step(Int.random(in: 0..<10, using: &random), using: &random) }
        trial.finish()
        #expect(trial.problems == [])
    }
}

/// A mailbox that an expectation can call: what waits is a number.
private final class TestMailbox {
    struct Woken: Equatable {
        let waiter: Int
        let letter: MailboxLetter
    }

    private var mailbox: Mailbox<Int>

    init(_ budget: ByteBudget) {
        mailbox = Mailbox(budget)
    }

    /// Collects so many equal bytes.
    func collect(_ count: Int) -> Bool {
        unsafe mailbox.collect([UInt8](repeating: 7, count: count).span.bytes)
    }

    func put(_ head: ResponseHead) { mailbox.put(head) }
    func flush(isDue: Bool = true) -> Woken? { woken(mailbox.flush(isDue: isDue)) }
    func finish(_ letter: MailboxLetter) -> Woken? { woken(mailbox.finish(letter)) }
    func cancel() -> Woken? { woken(mailbox.cancel()) }
    func next(_ waiter: Int?) -> Mailbox<Int>.Next { mailbox.next(waiter) }

    /// Asks for a letter; nil where the waiter is kept.
    func letter(waiter: Int? = 0) -> MailboxLetter? {
        guard case .deliver(let letter, _) = next(waiter) else { return nil }
        return letter
    }

    private func woken(_ delivery: (Int, MailboxLetter)?) -> Woken? {
        delivery.map { Woken(waiter: $0, letter: $1) }
    }
}
