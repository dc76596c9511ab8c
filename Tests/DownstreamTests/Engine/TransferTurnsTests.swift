import Downstream
import Testing

@Suite("Turns at hosts")
struct TransferTurnsTests {
    private let one: WebURL.Origin
    private let two: WebURL.Origin
    private var turns = TransferTurns<String>(total: 3, perHost: 2)

    init() throws {
        one = try WebURL("http://one/").origin
        two = try WebURL("http://two/").origin
    }

    @Test mutating func `are bounded per host and in all`() {
        #expect(turns.ask(one, now: .zero) == .go)
        #expect(turns.ask(one, now: .zero) == .go)
        #expect(turns.ask(one, now: .zero) == .wait)
        #expect(turns.ask(two, now: .zero) == .go)
        #expect(turns.ask(two, now: .zero) == .wait)
    }

    @Test mutating func `pass to the first in the queue who may go`() {
        for origin in [one, one, two] { #expect(turns.ask(origin, now: .zero) == .go) }
        _ = turns.queueUp("first", at: one)
        _ = turns.queueUp("second", at: one)
        _ = turns.queueUp("third", at: two)

        // A turn at the other host is free now, but none at this one.
        #expect(turns.end(two) == "third")
        #expect(turns.end(one) == "first")
        #expect(turns.end(one) == "second")
        #expect(turns.end(one) == nil)
        #expect(turns.ask(one, now: .zero) == .go)
    }

    @Test mutating func `are not given to who has left the queue`() {
        for _ in 1...2 { #expect(turns.ask(one, now: .zero) == .go) }
        let first = turns.queueUp("first", at: one)
        _ = turns.queueUp("second", at: one)

        #expect(turns.giveUp(first) == "first")
        #expect(turns.giveUp(first) == nil)
        #expect(turns.end(one) == "second")
    }

    @Test mutating func `pause at one host for the longest time asked`() {
        turns.pause(one, until: .seconds(20))
        turns.pause(one, until: .seconds(10))

        #expect(turns.ask(one, now: .seconds(19)) == .pause(until: .seconds(20)))
        #expect(turns.ask(two, now: .seconds(19)) == .go)
        #expect(turns.ask(one, now: .seconds(20)) == .go)
        #expect(turns.pause(of: one, now: .seconds(1)) == nil)
    }

    @Test func `are one at least`() {
        var turns = TransferTurns<String>(total: 0, perHost: -1)
        #expect(turns.ask(one, now: .zero) == .go)
        #expect(turns.ask(one, now: .zero) == .wait)
    }
}
