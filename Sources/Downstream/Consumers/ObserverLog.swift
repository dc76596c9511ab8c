/// What an observer has yet to see: each milestone, and the newest progress in between.
///
/// Milestones are the beginnings of attempts, the changes of phase and the end. It stays small
/// however long nobody reads: newer progress takes the place of older, and beyond `limit` unread
/// milestones the oldest changes of phase go first; beginnings and the end never go.
package struct ObserverLog {
    private static let limit = 256

    private var events: [DownloadEvent] = []
    /// Whether the last of `events` is progress that newer progress may replace.
    private var endsReplaceable = false
    private var phase: DownloadEvent.Phase?

    /// An empty log.
    package init() {}

    /// Notes an event; chunks are not for observers.
    package mutating func append(_ event: DownloadEvent) {
        switch event {
        case .chunk:
            return
        case .progress(let progress):
            let isMilestone = progress.phase != phase
            phase = progress.phase
            if endsReplaceable {
                events[events.count - 1] = event
            } else {
                events.append(event)
            }
            endsReplaceable = !isMilestone
        case .started:
            phase = nil
            note(event)
        case .completed, .failed:
            note(event)
        }
        guard events.count > Self.limit else { return }
        if let oldest = events.firstIndex(where: { if case .progress = $0 { true } else { false } })
        {
            events.remove(at: oldest)
            endsReplaceable = endsReplaceable && oldest < events.count
        }
    }

    /// Takes out the oldest event.
    package mutating func popFirst() -> DownloadEvent? {
        guard !events.isEmpty else { return nil }
        if events.count == 1 { endsReplaceable = false }
        return events.removeFirst()
    }

    private mutating func note(_ event: DownloadEvent) {
        events.append(event)
        endsReplaceable = false
    }
}
