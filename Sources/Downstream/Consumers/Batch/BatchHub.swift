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
        var queue: BatchQueue<BatchMember>
        var window = BatchWindow()
        var consumer: CheckedContinuation<Delivery, Never>?
        /// What is to be done once no lock is held.
        var wakeups: [Wakeup] = []
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
    let run: @Sendable (BatchMember) async -> Void

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
        run: @escaping @Sendable (BatchMember) async -> Void
    ) {
        state = Locked(State(queue: BatchQueue(limit: limit, perHost: perHost)))
        self.executor = executor
        self.read = read
        self.run = run
    }

    /// Changes the state, then does what follows from it: whoever waits goes on, and where there is a
    /// place or room again, more begins and the sequence is looked at again.
    @discardableResult
    func change<Result: Sendable>(_ body: (inout State) -> Result) -> Result {
        let (result, wakeups, beginIsDue) = state.withLock { state in
            let result = body(&state)
            defer {
                state.wakeups = []
                state.beginIsDue = false
            }
            return (result, state.wakeups, state.beginIsDue)
        }
        for wakeup in wakeups { wakeup.resume() }
        if beginIsDue {
            begin()
            change { $0.news() }
        }
        return result
    }
}

// MARK: - For the consumer

extension BatchHub {
    /// The next delivery, if it need not be waited for.
    func poll() -> Delivery? {
        change { $0.consumer == nil ? $0.take() : nil }
    }

    /// Waits for the next delivery; the first call begins the batch.
    func next() async -> Delivery {
        await withCheckedContinuation { continuation in
            let begins = change { state in
                if let delivery = state.consumer == nil ? state.take() : .inUse {
                    state.wakeups.append(.consumer(continuation, delivery))
                    return false
                }
                state.consumer = continuation
                defer { state.hasBegun = true }
                return !state.hasBegun
            }
            if begins { startReading() }
        }
    }

    private func startReading() {
        let task = RunTask.start(on: executor) { [self] in await read(self) }
        change { state in
            state.reading = task
            if state.isStopped { state.wakeups.append(.cancelReading(task)) }
        }
    }

    /// Cancels everything: what runs keeps its partial files, what waits does not begin.
    func cancel() {
        change { state in
            state.isCancelled = true
            state.stop()
            state.news()
        }
    }

    /// Waits until nothing runs any more.
    func settle() async {
        await wait { $0.queue.isIdle }
    }

    /// The beginnings and ends that a cancelled batch has not delivered.
    func undelivered() -> [BatchEvent] {
        state.withLock { state in
            var events: [BatchEvent] = []
            while let event = state.window.popFirst() {
                if event.event.isMilestone { events.append(event) }
            }
            return events
        }
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
                state.stop(besides: event.id)
            }
            if case .progress(let progress) = event.event {
                state.rests(event.id, progress.isWaiting)
            }
            if let consumer = state.consumer.take() {
                state.wakeups.append(.consumer(consumer, .event(event)))
            } else {
                state.window.append(event)
            }
            return !state.wakeups.isEmpty || state.beginIsDue
        }
    }

    func wake() {
        change { _ in }
    }

    /// Waits until there is room, or this task is cancelled.
    func room(for id: Int) async {
        guard !hasRoom else { return }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                change { state in
                    guard !Task.isCancelled, !state.window.hasRoom, !state.isCancelled else {
                        return state.wakeups.append(.waiter(continuation))
                    }
                    state.producers[id] = continuation
                }
            }
        } onCancel: {
            change { state in
                guard let waiter = state.producers.removeValue(forKey: id) else { return }
                state.wakeups.append(.waiter(waiter))
            }
        }
    }

    /// Notes that the run of a download has let go of everything.
    func end(_ id: Int) {
        change { state in
            state.queue.end(id)
            state.beginIsDue = true
        }
    }
}
