/// The place of one download in its batch, while it waits and while it runs.
final class BatchMember: RunChannel, BatchEntry {
    private struct State {
        var task: Task<Void, Never>?
        /// Whether the batch has cancelled it.
        var isCancelled = false
        /// Whether it was cancelled at all, perhaps before its task was known here.
        var isOver = false
    }

    let id: Int
    let download: BatchEvent.Subject
    let host: WebURL.Origin?
    let place: String?
    private let hub: BatchHub
    private let state = Locked(State())

    init(
        _ id: Int,
        _ download: BatchEvent.Subject,
        host: WebURL.Origin?,
        place: String?,
        _ hub: BatchHub
    ) {
        self.id = id
        self.download = download
        self.host = host
        self.place = place
        self.hub = hub
    }

    /// Starts the run, and tells the batch when it has let go of everything.
    func begin() {
        let task = RunTask.start(on: hub.executor) { [self] in
            await hub.run(self)
            hub.end(id)
        }
        let isCancelled = state.withLock { state in
            state.task = task
            return state.isOver
        }
        if isCancelled { task.cancel() }
    }

    /// Cancels the run because its batch is over.
    func cancel() {
        let task = state.withLock { state in
            state.isCancelled = true
            state.isOver = true
            return state.task
        }
        task?.cancel()
    }

    // MARK: RunChannel

    var isLeaving: Bool { state.withLock(\.isCancelled) }
    var hasRoom: Bool { hub.hasRoom }
    var written: WrittenBytes? { nil }

    func enqueue(_ event: DownloadEvent) -> Bool {
        hub.enqueue(BatchEvent(id: id, download: download, event: event))
    }

    func wake() {
        hub.wake()
    }

    func room() async {
        await hub.room(for: id)
    }

    func close() {
        // Only a cancelled batch has runs without a last event, and its stream ends by itself.
    }

    func cancelRun() {
        let task = state.withLock { state in
            state.isOver = true
            return state.task
        }
        task?.cancel()
    }
}
