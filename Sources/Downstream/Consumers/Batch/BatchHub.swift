/// Where the runs of a batch, the sequence of its downloads and its one consumer meet.
///
/// All runs share one window of events that the consumer has yet to see; while it is full they wait,
/// so a consumer that stops reading stops all servers.
final class BatchHub: Sendable {
    /// What a call of `next` comes back with.
    enum Delivery: Sendable {
        case event(BatchEvent)
        /// The stream throws this once.
        case failure(any Error)
        case end
        /// Another call waits already.
        case inUse
    }

    /// What is to be done once no lock is held.
    enum Wakeup {
        case consumer(CheckedContinuation<Delivery, Never>, Delivery)
        case waiter(CheckedContinuation<Void, Never>)
        case cancel(BatchMember)
        case cancelReading(Task<Void, Never>)

        func resume() {
            switch self {
            case .consumer(let consumer, let delivery): consumer.resume(returning: delivery)
            case .waiter(let waiter): waiter.resume()
            case .cancel(let member): member.cancel()
            case .cancelReading(let task): task.cancel()
            }
        }
    }

    struct State {
        var queue: BatchQueue<BatchEvent.Subject, WebURL.Origin>
        var members: [Int: BatchMember] = [:]
        var window = BatchWindow()
        var consumer: CheckedContinuation<Delivery, Never>?
        /// Whom events have woken that nobody has resumed yet.
        var woken: [Wakeup] = []
        /// The runs that wait for room, by the ids of their downloads.
        var producers: [Int: CheckedContinuation<Void, Never>] = [:]
        /// Those who wait until something ends.
        var waiters: [CheckedContinuation<Void, Never>] = []
        /// The task that reads the sequence.
        var reading: Task<Void, Never>?
        var hasBegun = false
        /// Whether there may be a place or room for others that there was not before.
        var beginIsDue = false
        var isStopped = false
        var isCancelled = false
        /// What has not begun when the batch was stopped.
        var unbegun: [BatchEvent.Subject] = []
        /// What the stream throws at its end.
        var failure: (any Error)?
    }

    let state: Locked<State>
    /// Where the runs go on, and what reads the sequence.
    let executor: any TaskExecutor
    private let read: @Sendable (BatchHub) async -> Void
    let run: @Sendable (Download, any RunChannel) async -> Void

    /// - Parameters:
    ///   - limit: The most downloads that run at a time.
    ///   - perHost: The most of them from one host.
    ///   - executor: Where the runs go on.
    ///   - read: Reads the sequence and adds each download, then finishes.
    ///   - run: Runs one download.
    init(
        limit: Int,
        perHost: Int,
        executor: any TaskExecutor,
        read: @escaping @Sendable (BatchHub) async -> Void,
        run: @escaping @Sendable (Download, any RunChannel) async -> Void
    ) {
        state = Locked(State(queue: BatchQueue(limit: limit, perHost: perHost)))
        self.executor = executor
        self.read = read
        self.run = run
    }

    /// Changes the state, then does what follows from it: whoever waits goes on, and where there is a
    /// place or room again, more begins and the sequence is looked at again.
    func change(_ body: (inout State) -> [Wakeup]) {
        let (wakeups, beginIsDue) = state.withLock { state in
            let wakeups = body(&state)
            defer { state.beginIsDue = false }
            return (wakeups, state.beginIsDue)
        }
        for wakeup in wakeups { wakeup.resume() }
        guard beginIsDue else { return }
        begin()
        change { $0.news() }
    }
}

// MARK: - For the consumer

extension BatchHub {
    /// The next delivery, if it need not be waited for.
    func poll() -> Delivery? {
        var delivery: Delivery?
        change { state in
            guard state.consumer == nil else { return [] }
            delivery = state.take()
            return state.releaseProducers()
        }
        return delivery
    }

    /// Waits for the next delivery; the first call begins the batch.
    func next() async -> Delivery {
        await withCheckedContinuation { continuation in
            var begins = false
            change { state in
                guard state.consumer == nil else { return [.consumer(continuation, .inUse)] }
                if let delivery = state.take() {
                    return [.consumer(continuation, delivery)] + state.releaseProducers()
                }
                state.consumer = continuation
                begins = !state.hasBegun
                state.hasBegun = true
                return []
            }
            if begins { startReading() }
        }
    }

    private func startReading() {
        let task = RunTask.start(on: executor) { [self] in await read(self) }
        change { state in
            state.reading = task
            return state.isStopped ? [.cancelReading(task)] : []
        }
    }

    /// Cancels everything: what runs keeps its partial files, what waits does not begin.
    func cancel() {
        change { state in
            state.isCancelled = true
            return state.stop() + state.news()
        }
    }

    /// Waits until nothing runs any more.
    func settle() async {
        await wait { $0.queue.isIdle }
    }

    /// The beginnings and ends that a cancelled batch has not delivered.
    func undelivered() -> [BatchEvent] {
        var events: [BatchEvent] = []
        change { state in
            while let event = state.window.popFirst() {
                if event.event.isMilestone { events.append(event) }
            }
            return []
        }
        return events
    }
}

extension DownloadEvent {
    fileprivate var isMilestone: Bool {
        if case .started = self { true } else { isEnd }
    }
}

// MARK: - For the runs

extension BatchHub {
    var hasRoom: Bool { state.withLock { $0.window.hasRoom || $0.isCancelled } }

    func enqueue(_ event: BatchEvent) -> Bool {
        state.withLock { state in
            guard !state.isCancelled else {
                // How it ended is kept for whoever asks afterwards.
                if event.event.isEnd { state.window.append(event) }
                return false
            }
            // A full disk that a write has met, and not a size that was only announced: whatever else
            // is asked for, there is no room for it either.
            if case .failed(let error) = event.event, error.reason == .diskFull, error.errno != nil
            {
                state.failure = state.failure ?? error
                state.woken += state.stop(besides: event.id)
            }
            if case .progress(let progress) = event.event {
                state.rests(event.id, progress.isWaiting)
            }
            if let consumer = state.consumer {
                state.consumer = nil
                state.woken.append(.consumer(consumer, .event(event)))
            } else {
                state.window.append(event)
            }
            return !state.woken.isEmpty || state.beginIsDue
        }
    }

    func wake() {
        change { state in
            defer { state.woken = [] }
            return state.woken
        }
    }

    /// Waits until there is room, or this task is cancelled.
    func room(for id: Int) async {
        guard !hasRoom else { return }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                change { state in
                    guard !Task.isCancelled, !state.window.hasRoom, !state.isCancelled else {
                        return [.waiter(continuation)]
                    }
                    state.producers[id] = continuation
                    return []
                }
            }
        } onCancel: {
            change { state in
                state.producers.removeValue(forKey: id).map { [.waiter($0)] } ?? []
            }
        }
    }

    /// Notes that the run of a download has let go of everything.
    func end(_ id: Int) {
        change { state in
            state.members[id] = nil
            state.queue.end(id)
            state.beginIsDue = true
            return []
        }
    }
}
