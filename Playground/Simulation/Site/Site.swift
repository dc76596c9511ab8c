internal import Downstream
internal import DownstreamTesting

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The servers of a simulation: their files, what they answer, and what they have asked for.
final class Site: Sendable {
    /// How servers and network are in the mood to behave.
    struct Mood: Sendable {
        /// One answer in so many is not as it should be; 0 for none.
        var misbehaves = 0
        /// Before one answer in so many its file changes; 0 for none.
        var changes = 0
        /// How many connections of a process a server bears at a time; nil for any number.
        var crowd: Int?
        /// Whether bytes take their time over each connection.
        var isSlow = false
    }

    /// Where the next request of a redirect goes.
    static let hosts = ["host", "mirror"]

    struct State: Sendable {
        var resources: [Resource]
        var mood = Mood()
        var dice: Dice
        /// The files of which bytes were sent that only a digest could tell from the right ones.
        var spoilt: Set<Int> = []
    }

    let state: Locked<State>
    let clock: TestClock
    private let trace: Trace
    /// By how many seconds the clocks of the servers are ahead.
    private let skew: Int64

    /// Servers with these files.
    init(_ resources: [Resource], seed: UInt64, _ clock: TestClock, _ trace: Trace) {
        state = Locked(State(resources: resources, dice: Dice(seed: seed, for: 2)))
        self.clock = clock
        var dice = Dice(seed: seed, for: 5)
        skew = Int64(dice.pick([0, 0, -500_000, -3_600, -7, 7, 3_600, 500_000]))
        self.trace = trace
    }

    /// The files, as they are.
    var resources: [Resource] { state.withLock { $0.resources } }

    /// Whether bytes of a file were sent that only a digest could tell from the right ones.
    func hasSentWrongBytes(of resource: Int) -> Bool {
        state.withLock { $0.spoilt.contains(resource) }
    }

    /// Sets the mood of all servers.
    func behave(_ mood: Mood) {
        state.withLock { $0.mood = mood }
    }

    /// Has a file become its next version, if there is one.
    func change(_ index: Int) {
        let isChanged = state.withLock { state in
            let resource = state.resources[index]
            guard resource.current + 1 < resource.versions.count else { return false }
            state.resources[index].current += 1
            return true
        }
        if isChanged { trace.note("site: \(resources[index].path) changes") }
    }

    /// What the date is on the servers, in seconds since 1970.
    var date: Int64 { Self.epoch + clock.now.offset.components.seconds + skew }

    /// What the date is at the beginning.
    static let epoch: Int64 = 1_700_000_000

    /// The path of a URL, without host and query.
    static func path(of url: String) -> String {
        let rest = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).last
        let path = rest?.drop { $0 != "/" } ?? ""
        return String(path.prefix { $0 != "?" })
    }

    /// The lines of the answer to a request of who has so many other connections.
    func steps(for request: TransportRequest, beside others: Int) -> [ScriptedTransport.Step] {
        let date = date
        let (reply, change) = state.withLock { $0.reply(to: request, beside: others, at: date) }
        if let change { trace.note("site: \(change) changes") }
        trace.note("site: \(request.url), \(request.range ?? "all bytes"): \(reply.note)")
        return reply.steps
    }
}

extension Site.State {
    /// Answers a request; tells which file has changed right before.
    fileprivate mutating func reply(
        to request: TransportRequest,
        beside others: Int,
        at date: Int64
    ) -> (Reply, changed: String?) {
        let path = Site.path(of: request.url)
        guard let index = resources.firstIndex(where: { $0.path == path }) else {
            return (Reply(head: ResponseHead(status: 404, length: 0), note: "404"), nil)
        }
        var changed: String?
        let count = resources[index].versions.count
        if mood.changes > 0, resources[index].current + 1 < count, dice.oneIn(mood.changes) {
            resources[index].current += 1
            changed = path
        }
        let question = Question(request, resources[index], date: date)
        if let crowd = mood.crowd, others >= crowd { return (question.refusal(&dice), changed) }
        guard mood.misbehaves > 0, dice.oneIn(mood.misbehaves) else {
            return (paced(question.reply), changed)
        }
        let reply = paced(question.misbehavingReply(&dice))
        if reply.isSpoilt { spoilt.insert(index) }
        return (reply, changed)
    }

    /// An answer whose bytes take their time, if all do.
    private mutating func paced(_ reply: Reply) -> Reply {
        guard mood.isSlow, !reply.body.isEmpty else { return reply }
        var reply = reply
        for _ in 0..<dice.number(0...5) {
            let place = dice.below(reply.body.count + 1)
            reply.pauses.append((place, .milliseconds(dice.number(1...2_000))))
        }
        reply.pauses.sort { $0.after < $1.after }
        return reply
    }
}
