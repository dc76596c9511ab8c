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

    struct Subscriber {
        let id: Int
        /// The next event in the window to see; nil for an observer.
        var position: Int?
        /// What to see before that: the past told to latecomers, and all that observers see.
        var backlog = ObserverLog()
        var waiter: Waiter?
        var hasThrown = false
    }

    /// The bytes that the window may hold before the producer has to wait.
    let capacity: Int
    package internal(set) var run: Run = .idle
    var window = Queue<DownloadEvent>()
    /// The position of `window[0]`.
    var windowStart = 0
    var windowCost = 0
    var subscribers: [Subscriber] = []
    var lastID = 0
    var started: DownloadEvent?
    var progress: DownloadEvent?
    var terminal: DownloadEvent?
    var producer: Producer?
    var hasHandle: Bool

    /// A machine without consumers; with a handle, owners can come although there is none.
    package init(capacity: Int, hasHandle: Bool) {
        self.capacity = capacity
        self.hasHandle = hasHandle
    }

    // Plain loops: they are asked at every event, and copy no subscriber, optimised or not.
    var hasOwners: Bool {
        for index in subscribers.indices where subscribers[index].position != nil { return true }
        return false
    }
    var windowEnd: Int { windowStart + window.count }

    private func place(of id: Int) -> Int? {
        for index in subscribers.indices where subscribers[index].id == id { return index }
        return nil
    }

    /// The bytes that the window holds, and a fixed charge for each event.
    static func cost(_ event: DownloadEvent) -> Int {
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

    mutating func ownersChanged() -> [Wakeup] {
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

    mutating func take(_ index: Int) -> ShareDelivery? {
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
