internal import Downstream

/// A channel that tells something else than the run does, or does not hold it up.
final class ChangedChannel: RunChannel {
    private let base: any RunChannel
    private let events: @Sendable (DownloadEvent) -> [DownloadEvent]
    private let holdsUp: Bool

    /// A channel that tells these events instead of each one.
    init(
        _ base: any RunChannel,
        holdsUp: Bool = true,
        events: @escaping @Sendable (DownloadEvent) -> [DownloadEvent] = { [$0] }
    ) {
        self.base = base
        self.events = events
        self.holdsUp = holdsUp
    }

    func enqueue(_ event: DownloadEvent) -> Bool {
        var hasWoken = false
        for event in events(event) { hasWoken = base.enqueue(event) || hasWoken }
        return hasWoken
    }

    func wake() { base.wake() }

    var written: WrittenBytes? { base.written }

    var hasRoom: Bool { !holdsUp || base.hasRoom }

    func room() async {
        if holdsUp { await base.room() }
    }

    func close() { base.close() }

    var isLeaving: Bool { base.isLeaving }

    func cancelRun() { base.cancelRun() }
}
