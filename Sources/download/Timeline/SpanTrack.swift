internal import Downstream

/// Turns the events of one download into spans of time.
struct SpanTrack {
    /// What is going on, whose end is not known yet.
    private enum Activity {
        case nothing
        /// A wait before an attempt, with the phase that tells it.
        case waiting(TimeSpan, planned: Double, phase: DownloadEvent.Phase?)
        case trying(TimeSpan)
        /// A stall, or a wait for a turn.
        case held(TimeSpan, during: TimeSpan)
    }

    /// A download is called stalled when no byte has arrived for so many seconds.
    private static let stallNotice = 3.0

    private var list = SpanList()
    private var activity = Activity.nothing
    /// The number of the newest attempt.
    private(set) var attempts = 0
    /// Since when no byte has arrived.
    private var quietSince: Double
    /// Whether the restart of this attempt is marked.
    private var hasRestarted = false

    init(at time: Double) {
        quietSince = time
    }

    /// All spans, those that go on up to this time among them.
    func spans(until time: Double) -> [TimeSpan] {
        var track = self
        track.close(at: time)
        return track.list.spans
    }

    /// Whether it was anything but one smooth attempt.
    var isTroubled: Bool {
        if case .held(let span, _) = activity, span.kind == .stall { return true }
        return attempts > 1 || list.spans.contains { $0.kind == .stall || $0.kind == .restart }
    }

    /// Notes an event, and whether bytes arrived before it.
    mutating func note(_ event: DownloadEvent, at time: Double, hasGrown: Bool) {
        if hasGrown { quietSince = time }
        switch event {
        case .chunk: break
        case .started(let attempt): start(attempt, at: time)
        case .progress(let progress): note(progress, at: time)
        case .completed, .failed: close(at: time)
        }
    }

    private mutating func start(_ attempt: DownloadEvent.Attempt, at time: Double) {
        close(at: time)
        attempts = max(attempts, attempt.number)
        hasRestarted = false
        quietSince = time
        guard attempt.delay > .zero else { return begin(at: time, from: attempt.resumingFrom) }
        let why = attempt.after.map { " after: \(ShortFailure($0.reason).text)" } ?? ""
        let note = "wait of \(DurationText.text(attempt.delay))\(why)"
        activity = .waiting(
            TimeSpan(.wait, from: time, to: time, note),
            planned: time + attempt.delay.inSeconds,
            phase: nil
        )
    }

    private mutating func begin(at time: Double, from offset: Int64) {
        let start = offset > 0 ? " from \(ByteCount.text(offset)) on" : ""
        let note = "attempt \(max(1, attempts))\(start)"
        activity = .trying(TimeSpan(.attempt, from: time, to: time, note))
        quietSince = max(quietSince, time)
    }

    private mutating func note(_ progress: DownloadEvent.Progress, at time: Double) {
        switch (progress.phase, activity) {
        case (.waiting, .nothing):
            let wait = TimeSpan(.wait, from: time, to: time, "wait")
            activity = .waiting(wait, planned: .infinity, phase: progress.phase)
        case (.waiting, .waiting(let wait, let planned, nil)):
            activity = .waiting(wait, planned: planned, phase: progress.phase)
        case (progress.phase, .waiting(_, _, progress.phase)): return
        case (.waiting, .trying(let attempt)):
            let wait = TimeSpan(.wait, from: time, to: time, "wait for a turn")
            activity = .held(wait, during: attempt)
        case (_, .nothing):
            begin(at: time, from: progress.received)
        case (_, .waiting(let wait, let planned, _)):
            let end = min(time, planned)
            list.append(wait.ending(at: end))
            begin(at: end, from: progress.received)
            // Who still waits now waits for a turn.
            return note(progress, at: time)
        case (.stalled, .trying(let attempt)):
            // The last bytes may be told of late, but never are they newer than this.
            let begin = max(attempt.begin, min(quietSince, time - Self.stallNotice))
            activity = .held(TimeSpan(.stall, from: begin, to: time, "stall"), during: attempt)
        case (.waiting, .held(let span, _)) where span.kind == .wait: return
        case (.stalled, .held(let span, _)) where span.kind == .stall: return
        case (_, .held(let span, let attempt)):
            list.append(span.ending(at: time))
            activity = .trying(attempt)
            if span.kind == .wait { quietSince = max(quietSince, time) }
            return note(progress, at: time)
        case (_, .trying): break
        }
        guard !hasRestarted, let restart = progress.response?.restart else { return }
        hasRestarted = true
        list.append(TimeSpan(.restart, from: time, to: time, "restart: \(Self.text(restart))"))
    }

    private mutating func close(at time: Double) {
        switch activity {
        case .nothing: break
        case .waiting(let wait, _, _): list.append(wait.ending(at: time))
        case .trying(let attempt): list.append(attempt.ending(at: time))
        case .held(let span, let attempt):
            list.append(attempt.ending(at: time))
            list.append(span.ending(at: time))
        }
        activity = .nothing
    }

    private static func text(_ reason: DownloadEvent.RestartReason) -> String {
        switch reason {
        case .notProvable: "nothing proved what was on disk"
        case .otherDownload: "what was on disk was another download’s"
        case .changed: "the file has changed"
        case .rangeIgnored: "the server sends no parts"
        case .wrongRange: "the server sent another part"
        case .digestMismatch: "another digest"
        @unknown default: "what was on disk was dropped"
        }
    }
}
