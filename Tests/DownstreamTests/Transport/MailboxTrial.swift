import Downstream
import DownstreamTesting

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A loop and a consumer that use one mailbox in any order, and what they see wrong.
///
/// The bytes count up modulo 251, so that one that is missing, doubled or misplaced shows.
struct MailboxTrial {
    private static let pattern = Data((0..<525_000).map { UInt8($0 % 251) })

    private var mailbox: Mailbox<Int>
    private let budget: ByteBudget
    private let total: Int64
    private var sent = 0
    private var read = 0
    /// The consumer's call that waits.
    private var waiting: Int?
    private var calls = 0
    private var isPaused = false
    private var hasEnded = false
    private(set) var problems: [String] = []

    init(_ budget: ByteBudget) {
        self.budget = budget
        total = budget.remaining
        mailbox = Mailbox(budget)
    }

    /// One call of one side.
    mutating func step(_ kind: Int, using random: inout SeededGenerator) {
        switch kind {
        case 0..<6: if !isPaused { collect(Int.random(in: 1...16 * 1024, using: &random)) }
        case 6..<8: delivered(mailbox.flush(isDue: kind == 6))
        default: if waiting == nil { ask() }
        }
        if budget.remaining < 0 { problems.append("the budget is overdrawn") }
        if sent - read > total + 3 * 16 * 1024 {
            problems.append("\(sent - read) bytes with a budget of \(total)")
        }
    }

    /// Ends the transfer and reads to the end.
    mutating func finish() {
        delivered(mailbox.flush(isDue: true))
        if waiting == nil, isPaused { drain(while: \.isPaused) }
        delivered(mailbox.finish(.end))
        drain { !$0.hasEnded }
        if !hasEnded { problems.append("the end never came") }
        if read != sent { problems.append("\(read) of \(sent) bytes were read") }
        if budget.remaining != total { problems.append("\(budget.remaining) of \(total) are left") }
    }

    private mutating func drain(while goesOn: (MailboxTrial) -> Bool) {
        while waiting == nil, goesOn(self) { ask() }
        if waiting != nil { problems.append("a call waits although there is something") }
    }

    private mutating func collect(_ count: Int) {
        if unsafe mailbox.collect(slice(at: sent, count).span.bytes) {
            sent += count
        } else {
            isPaused = true
        }
    }

    private func slice(at offset: Int, _ count: Int) -> Data {
        Self.pattern[(offset % 251)...].prefix(count)
    }

    private mutating func ask() {
        calls += 1
        switch mailbox.next(calls) {
        case .wait: waiting = calls
        case .deliver(let letter, let resumesTransfer):
            if resumesTransfer, !isPaused { problems.append("resumed what was not paused") }
            if resumesTransfer { isPaused = false }
            check(letter)
        }
    }

    private mutating func delivered(_ delivery: (Int, MailboxLetter)?) {
        guard let (waiter, letter) = delivery else { return }
        if waiter != waiting { problems.append("\(waiter) was woken, but \(waiting ?? 0) waits") }
        waiting = nil
        check(letter)
    }

    private mutating func check(_ letter: MailboxLetter) {
        switch letter {
        case .bytes(let bytes):
            if bytes != slice(at: read, bytes.count) { problems.append("wrong bytes at \(read)") }
            if bytes.isEmpty { problems.append("an empty chunk at \(read)") }
            read += bytes.count
        case .end: hasEnded = true
        case .head, .failure, .cancelled: problems.append("\(letter)")
        }
    }
}
