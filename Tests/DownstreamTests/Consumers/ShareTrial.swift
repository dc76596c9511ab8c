import Downstream
import DownstreamTesting

/// A run and its consumers that use one share machine in any order, and what they see wrong.
///
/// Every event is unlike all others, so that one that is missing, doubled or misplaced shows.
struct ShareTrial {
    /// A consumer: what it has to see, and what it has seen.
    private struct Reader {
        let id: Int
        let isOwner: Bool
        /// What it was told at joining, then what came since.
        var expected: [DownloadEvent]
        /// How many of those it was told at joining.
        let told: Int
        /// Behind which of them the last is that it has seen.
        var position = 0
        var seen: [DownloadEvent] = []
        var unread = 0
        var waiter: Int?
        var hasThrown = false
        var hasEnded = false
        var hasLeft = false

        var newest: DownloadEvent? { expected.last { !$0.isChunk } }
    }

    private static let capacity = 4096
    private static let largest = 2000

    private var machine = ShareMachine<Int, Int>(capacity: capacity, hasHandle: true)
    private var readers: [Reader] = []
    private var hasHandle = true
    private var hasBegun = false
    private var producerWaits = false
    private var count = 0
    private var started: DownloadEvent?
    private var progress: DownloadEvent?
    private var last: DownloadEvent?
    private(set) var problems: [String] = []

    private var isOver: Bool {
        switch machine.run {
        case .idle, .running, .cancelled: false
        case .completed, .failed, .ended: true
        }
    }

    /// One call of somebody.
    mutating func step(using random: inout SeededGenerator) {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<4: if hasHandle, readers.count < 8 { join(asOwner: true) }
        case 4..<7: if hasHandle, readers.count < 8 { join(asOwner: false) }
        case 7..<9: if let index = readers.indices.randomElement(using: &random) { leave(index) }
        case 9 where count > 100: releaseHandle()
        case 10..<45: produce(using: &random)
        default: if let index = readers.indices.randomElement(using: &random) { ask(index) }
        }
        check()
    }

    /// Ends the run, and has everybody read to the end.
    mutating func finish(completes: Bool) {
        if hasBegun, completes { offer(.done) }
        wake(machine.close())
        check()
        if producerWaits { problems.append("the producer waits after the end") }
        for index in readers.indices where !readers[index].hasLeft {
            var calls = 0
            while !readers[index].hasEnded, calls < 10_000 {
                ask(index)
                calls += 1
            }
            checkEnd(readers[index])
        }
    }

    // MARK: Calls

    private mutating func join(asOwner isOwner: Bool) {
        let told = [started, last ?? progress].compactMap(\.self)
        let id = machine.join(asOwner: isOwner)
        readers.append(Reader(id: id, isOwner: isOwner, expected: told, told: told.count))
    }

    private mutating func leave(_ index: Int) {
        readers[index].hasLeft = true
        wake(machine.leave(readers[index].id))
        if machine.run == .running, !readers.contains(where: { $0.isOwner && !$0.hasLeft }) {
            problems.append("the run goes on for nobody")
        }
    }

    private mutating func releaseHandle() {
        hasHandle = false
        wake(machine.releaseHandle())
    }

    private mutating func ask(_ index: Int) {
        count += 1
        let call = count
        switch machine.next(readers[index].id, waiter: call) {
        case .deliver(.inUse, let wakeups):
            if readers[index].waiter == nil { problems.append("in use by nobody") }
            wake(wakeups)
        case .deliver(let delivery, let wakeups):
            take(delivery, index)
            wake(wakeups)
        case .wait(let startsRun):
            if readers[index].waiter != nil { problems.append("two calls wait") }
            readers[index].waiter = call
            if startsRun, hasBegun || !readers[index].isOwner { problems.append("a false start") }
            if startsRun { hasBegun = true }
        }
    }

    private mutating func produce(using random: inout SeededGenerator) {
        guard hasBegun, !isOver, !producerWaits else { return }
        guard machine.hasRoom else {
            producerWaits = machine.hold(7)
            if !producerWaits { problems.append("a producer without room is not held") }
            return
        }
        count += 1
        let phases: [DownloadEvent.Phase] = [.connecting, .receiving, .stalled, .verifying]
        let size = Int.random(in: 1...Self.largest, using: &random)
        switch Int.random(in: 0..<100, using: &random) {
        case _ where started == nil: offer(.started(count))
        case 0..<50: offer(.chunk(at: Int64(count), count: size))
        case 50..<90:
            offer(.progress(phases.randomElement(using: &random) ?? .stalled, Int64(count)))
        case 90..<98: offer(.started(count))
        default: if machine.run == .cancelled { wake(machine.close()) } else { offer(.broken) }
        }
    }

    private mutating func offer(_ event: DownloadEvent) {
        if isOver {
            if !machine.offer(event).isEmpty { problems.append("woken by what nobody sees") }
            return
        }
        switch event {
        case .started: (started, progress) = (event, nil)
        case .progress: progress = event
        case .chunk: break
        case .completed, .failed: last = event
        }
        for index in readers.indices where !readers[index].hasLeft {
            readers[index].expected.append(event)
            readers[index].unread += event.cost
        }
        wake(machine.offer(event))
    }

    private mutating func wake(_ wakeups: [ShareMachine<Int, Int>.Wakeup]) {
        for wakeup in wakeups {
            switch wakeup {
            case .producer:
                if !producerWaits { problems.append("a producer was woken that does not wait") }
                producerWaits = false
            case .consumer(let waiter, let delivery):
                guard let index = readers.firstIndex(where: { $0.waiter == waiter }) else {
                    problems.append("\(waiter) was woken and does not wait")
                    continue
                }
                readers[index].waiter = nil
                take(delivery, index)
            }
        }
    }

    // MARK: Judgement

    private mutating func take(_ delivery: ShareDelivery, _ index: Int) {
        let reader = readers[index]
        switch delivery {
        case .event(let event):
            let rest = reader.expected[reader.position...]
            let found = reader.isOwner ? rest.indices.first : rest.firstIndex(of: event)
            guard let found, rest[found] == event, !event.isChunk || reader.isOwner else {
                problems.append("\(reader.id) sees \(event) instead of \(rest.prefix(1))")
                return
            }
            readers[index].position = found + 1
            readers[index].seen.append(event)
            if found >= reader.told { readers[index].unread -= event.cost }
        case .failure(let error):
            if reader.hasThrown || reader.seen.last != .failed(error) {
                problems.append("\(reader.id) gets a wrong failure")
            }
            readers[index].hasThrown = true
        case .end: readers[index].hasEnded = true
        case .inUse: problems.append("a waiting call was told that the stream is in use")
        }
    }

    private mutating func check() {
        let cost = readers.filter { $0.isOwner && !$0.hasLeft }.map(\.unread).max() ?? 0
        // A run that was cancelled is let go, so that it can end.
        if machine.run == .running, cost > Self.capacity + Self.largest + 512 {
            problems.append("\(cost) in the window")
        }
        if machine.hasRoom != (cost <= Self.capacity || machine.run != .running) {
            problems.append("room is \(machine.hasRoom) with \(cost) in the window")
        }
        if producerWaits, machine.hasRoom { problems.append("the producer waits with room") }
        for reader in readers where reader.waiter != nil {
            let isCurrent =
                reader.isOwner
                ? reader.seen == reader.expected : reader.seen.last == reader.newest
            guard isOver || reader.hasLeft || !isCurrent else { continue }
            problems.append("\(reader.id) is forgotten")
        }
    }

    /// What has to be true of one that has read to the end.
    private mutating func checkEnd(_ reader: Reader) {
        if !reader.hasEnded { problems.append("\(reader.id) has no end") }
        if last == .broken, !reader.hasThrown { problems.append("\(reader.id) threw nothing") }
        if reader.isOwner, reader.seen != reader.expected { problems.append("\(reader.id) missed") }
        if reader.seen.milestones != reader.expected.milestones {
            problems.append("\(reader.id) has other milestones")
        }
    }
}
