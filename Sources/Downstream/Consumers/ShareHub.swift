/// Where the run of a download and its consumers meet.
///
/// The run offers events and waits for room; consumers pull. All decisions are the machine's, under
/// one lock; everybody is resumed outside it.
package final class ShareHub: RunChannel {
    package typealias Machine = ShareMachine<
        CheckedContinuation<ShareDelivery, Never>, CheckedContinuation<Void, Never>
    >

    private struct State {
        var machine: Machine
        /// Whom events have woken that nobody has resumed yet.
        var woken: [Machine.Wakeup] = []
        var task: Task<Void, Never>?
        /// Whether the run was cancelled from inside, perhaps before its task was known here.
        var isRunCancelled = false
    }

    /// What consumers can read back of the file that the run writes.
    package let bytesOnDisk = WrittenBytes()
    package var written: WrittenBytes? { bytesOnDisk }
    private let state: Locked<State>
    private let startRun: @Sendable (ShareHub) -> Task<Void, Never>

    /// A hub whose run begins at the first `next` of its first owner; `capacity` bytes may wait for
    /// the slowest one.
    package init(
        capacity: Int = 1024 * 1024,
        hasHandle: Bool,
        startRun: @escaping @Sendable (ShareHub) -> Task<Void, Never>
    ) {
        state = Locked(State(machine: Machine(capacity: capacity, hasHandle: hasHandle)))
        self.startRun = startRun
    }

    private func resume(_ wakeups: [Machine.Wakeup]) {
        for wakeup in wakeups {
            switch wakeup {
            case .consumer(let waiter, let delivery): waiter.resume(returning: delivery)
            case .producer(let producer): producer.resume()
            }
        }
    }
}

// MARK: - For consumers

extension ShareHub {
    func join(asOwner isOwner: Bool) -> Int {
        state.withLock { $0.machine.join(asOwner: isOwner) }
    }

    /// The next delivery to one consumer, if it need not wait for it.
    func poll(_ id: Int) -> ShareDelivery? {
        guard let (delivery, wakeups) = state.withLock({ $0.machine.poll(id) }) else { return nil }
        resume(wakeups)
        return delivery
    }

    /// Waits for the next delivery to one consumer.
    func next(_ id: Int) async -> ShareDelivery {
        await withCheckedContinuation { continuation in
            switch state.withLock({ $0.machine.next(id, waiter: continuation) }) {
            case .deliver(let delivery, let wakeups):
                continuation.resume(returning: delivery)
                resume(wakeups)
            case .wait(let startsRun):
                if startsRun { start() }
            }
        }
    }

    func leave(_ id: Int) {
        let (wakeups, task) = state.withLock { state in
            let wakeups = state.machine.leave(id)
            return (wakeups, state.machine.run == .cancelled ? state.task : nil)
        }
        task?.cancel()
        resume(wakeups)
    }

    func releaseHandle() {
        let (wakeups, task) = state.withLock { state in
            let wakeups = state.machine.releaseHandle()
            return (wakeups, state.machine.run == .cancelled ? state.task : nil)
        }
        task?.cancel()
        resume(wakeups)
    }

    private func start() {
        let task = startRun(self)
        let isCancelled = state.withLock { state in
            state.task = task
            return state.isRunCancelled || state.machine.run == .cancelled
        }
        if isCancelled { task.cancel() }
    }

    /// Waits until a run that is on its way out has let go of everything.
    func settle() async {
        let task = state.withLock { state in
            state.machine.run == .running || state.machine.run == .idle ? nil : state.task
        }
        await task?.value
    }

    /// The last event of the run; nil while it goes on, and where it ended without one.
    var outcome: Result<DownloadEvent.Completion, DownloadError>? {
        state.withLock { $0.machine.outcome }
    }
}

// MARK: - For the run

extension ShareHub {
    /// Takes in an event, at once, even where there is no room left.
    package func enqueue(_ event: DownloadEvent) -> Bool {
        state.withLock { state in
            state.woken += state.machine.offer(event)
            return !state.woken.isEmpty
        }
    }

    package func wake() {
        let woken = state.withLock { state in
            defer { state.woken = [] }
            return state.woken
        }
        resume(woken)
    }

    /// Whether consumers have kept up.
    package var hasRoom: Bool {
        state.withLock { $0.machine.hasRoom }
    }

    /// Waits until the slowest owner has made room, or this task is cancelled.
    package func room() async {
        guard !hasRoom else { return }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isHeld = state.withLock { state in
                    !Task.isCancelled && state.machine.hold(continuation)
                }
                if !isHeld { continuation.resume() }
            }
        } onCancel: {
            resume(state.withLock { $0.machine.releaseProducer() })
        }
    }

    /// Ends the streams of a run that was cancelled.
    package func close() {
        resume(state.withLock { $0.machine.close() })
    }

    /// Whether the run has been cancelled and is letting go of what it holds.
    package var isLeaving: Bool {
        state.withLock { $0.machine.run == .cancelled }
    }

    /// Has the run cancelled from inside.
    package func cancelRun() {
        let task = state.withLock { state in
            state.isRunCancelled = true
            return state.task
        }
        task?.cancel()
    }
}

extension DownloadError {
    static let streamInUse = DownloadError(
        reason: .streamInUse,
        stage: .listening,
        sentence: "Two loops read one stream of events; give each its own stream of shared()."
    )
}
