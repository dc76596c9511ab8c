/// What a consumer's call of `next` comes back with.
package enum ShareDelivery: Sendable, Equatable {
    case event(DownloadEvent)
    /// The stream throws this once.
    indirect case failure(DownloadError)
    case end
    /// Another call waits already.
    case inUse
}

/// Who has seen what of one download: the whole state of a ``ShareHub``, without threads.
///
/// Owners see everything, through one window that holds each event until the slowest owner has it.
/// Observers see what changed and the newest progress, and hold nobody up. Generic in what waits, so
/// that a test can wait with a number.
package struct ShareMachine<Waiter, Producer> {
    /// Somebody to resume, outside the lock.
    package enum Wakeup {
        case consumer(Waiter, ShareDelivery)
        case producer(Producer)
    }

    /// What follows from a call of `next`.
    package enum Next {
        case deliver(ShareDelivery, [Wakeup])
        case wait(startsRun: Bool)
    }

    /// What becomes of the run.
    package enum Run: Equatable {
        case idle
        case running
        /// The last owner has left; the run is on its way out.
        case cancelled
        case completed
        indirect case failed(DownloadError)
        /// It ended without a last event.
        case ended

        var isOver: Bool {
            switch self {
            case .idle, .running, .cancelled: false
            case .completed, .failed, .ended: true
            }
        }
    }

    private struct Subscriber {
        let id: Int
        /// The next event in the window to see; nil for an observer.
        var position: Int?
        /// What to see before that: the past told to latecomers, and all that observers see.
        var backlog = ObserverLog()
        var waiter: Waiter?
        var hasThrown = false
    }

    /// The bytes that the window may hold before the producer has to wait.
    private let capacity: Int
    private(set) package var run: Run = .idle
    private var window = Queue<DownloadEvent>()
    /// The position of `window[0]`.
    private var windowStart = 0
    private var windowCost = 0
    private var subscribers: [Subscriber] = []
    private var lastID = 0
    private var started: DownloadEvent?
    private var progress: DownloadEvent?
    private var terminal: DownloadEvent?
    private var producer: Producer?
    private var hasHandle: Bool

    /// A machine without consumers; with a handle, owners can come although there is none.
    package init(capacity: Int, hasHandle: Bool) {
        self.capacity = capacity
        self.hasHandle = hasHandle
    }

    private var hasOwners: Bool { subscribers.indices.contains { subscribers[$0].position != nil } }
    private var windowEnd: Int { windowStart + window.count }

    private func place(of id: Int) -> Int? {
        subscribers.indices.first { subscribers[$0].id == id }
    }

    /// The bytes that the window holds, and a fixed charge for each event.
    private static func cost(_ event: DownloadEvent) -> Int {
        guard case .chunk(let chunk) = event else { return 512 }
        return 512 + chunk.bytes.count
    }
}

// MARK: - Consumers

extension ShareMachine {
    /// Takes in an owner or an observer, and gives it its number.
    package mutating func join(asOwner isOwner: Bool) -> Int {
        lastID += 1
        var subscriber = Subscriber(id: lastID, position: isOwner ? windowEnd : nil)
        for event in [started, terminal ?? progress].compactMap(\.self) {
            subscriber.backlog.append(event)
        }
        subscribers.append(subscriber)
        return lastID
    }

    /// Answers a call of `next`; keeps `waiter` where there is nothing to deliver yet.
    package mutating func next(_ id: Int, waiter: Waiter) -> Next {
        guard let index = place(of: id) else {
            return .deliver(.end, [])
        }
        guard subscribers[index].waiter == nil else { return .deliver(.inUse, []) }
        if let delivery = take(index) { return .deliver(delivery, trim()) }
        subscribers[index].waiter = waiter
        guard run == .idle, subscribers[index].position != nil else {
            return .wait(startsRun: false)
        }
        run = .running
        return .wait(startsRun: true)
    }

    /// Answers a call of `next` that would not have to wait; nil where it would.
    package mutating func poll(_ id: Int) -> (ShareDelivery, [Wakeup])? {
        guard let index = place(of: id),
            subscribers[index].waiter == nil, let delivery = take(index)
        else { return nil }
        return (delivery, trim())
    }

    /// Lets a consumer go; the run is to be cancelled if `run` is `.cancelled` afterwards.
    package mutating func leave(_ id: Int) -> [Wakeup] {
        guard let index = place(of: id) else { return [] }
        let gone = subscribers.remove(at: index)
        var wakeups = gone.waiter.map { [Wakeup.consumer($0, .end)] } ?? []
        if gone.position != nil { wakeups += ownersChanged() }
        return wakeups
    }

    /// Notes that nobody can join any more.
    package mutating func releaseHandle() -> [Wakeup] {
        hasHandle = false
        return ownersChanged()
    }

    private mutating func ownersChanged() -> [Wakeup] {
        guard !hasOwners else { return trim() }
        switch run {
        case .running:
            run = .cancelled
            return trim()
        case .idle where !hasHandle:
            return end(.ended)
        case .idle, .cancelled, .completed, .failed, .ended:
            return trim()
        }
    }

    private mutating func take(_ index: Int) -> ShareDelivery? {
        if let event = subscribers[index].backlog.popFirst() { return .event(event) }
        if let position = subscribers[index].position, position < windowEnd,
            let event = window[position - windowStart]
        {
            subscribers[index].position = position + 1
            return .event(event)
        }
        guard case .failed(let error) = run, !subscribers[index].hasThrown else {
            return run.isOver ? .end : nil
        }
        subscribers[index].hasThrown = true
        return .failure(error)
    }
}

// MARK: - Producer

extension ShareMachine {
    /// Takes in the next event of the run; nothing follows a last event.
    package mutating func offer(_ event: DownloadEvent) -> [Wakeup] {
        guard !run.isOver else { return [] }
        switch event {
        case .started:
            started = event
            progress = nil
        case .progress: progress = event
        case .chunk: break
        case .completed:
            terminal = event
            run = .completed
        case .failed(let error):
            terminal = event
            run = .failed(error)
        }
        if hasOwners {
            window.append(event)
            windowCost += Self.cost(event)
        }
        var wakeups: [Wakeup] = []
        for index in subscribers.indices {
            if subscribers[index].position == nil { subscribers[index].backlog.append(event) }
            guard let waiter = subscribers[index].waiter, let delivery = take(index) else {
                continue
            }
            subscribers[index].waiter = nil
            wakeups.append(.consumer(waiter, delivery))
        }
        return wakeups + trim()
    }

    /// Whether the producer may go on at once.
    package var hasRoom: Bool { windowCost <= capacity || run != .running }

    /// Keeps the producer until there is room; false where there is room already.
    package mutating func hold(_ producer: Producer) -> Bool {
        guard !hasRoom else { return false }
        self.producer = producer
        return true
    }

    /// Lets the producer go although there is no room.
    package mutating func releaseProducer() -> [Wakeup] {
        guard let waiting = producer else { return [] }
        producer = nil
        return [.producer(waiting)]
    }

    /// How the run ended; nil while it goes on, and where it ended without a last event.
    package var outcome: Result<DownloadEvent.Completion, DownloadError>? {
        switch terminal {
        case .completed(let completion): .success(completion)
        case .failed(let error): .failure(error)
        default: nil
        }
    }

    /// Ends a run that has no last event.
    package mutating func close() -> [Wakeup] {
        run.isOver ? [] : end(.ended)
    }

    private mutating func end(_ ending: Run) -> [Wakeup] {
        run = ending
        var wakeups: [Wakeup] = []
        for index in subscribers.indices {
            guard let waiter = subscribers[index].waiter, let delivery = take(index) else {
                continue
            }
            subscribers[index].waiter = nil
            wakeups.append(.consumer(waiter, delivery))
        }
        return wakeups + releaseProducer()
    }

    /// Drops what every owner has seen.
    private mutating func trim() -> [Wakeup] {
        var needed = windowEnd
        for index in subscribers.indices {
            needed = min(needed, subscribers[index].position ?? needed)
        }
        while windowStart < needed, let event = window.popFirst() {
            windowCost -= Self.cost(event)
            windowStart += 1
        }
        return hasRoom ? releaseProducer() : []
    }
}
