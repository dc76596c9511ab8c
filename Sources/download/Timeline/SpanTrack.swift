internal import Downstream

/// Turns the events of one download into spans of time.
struct SpanTrack {
    /// What is going on, whose end is not known yet.
    private enum Activity {
        case nothing
        case waiting(TimeSpan, planned: Double)
        case trying(TimeSpan)
        case stalled(TimeSpan, during: TimeSpan)
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
        if case .stalled = activity { return true }
        return attempts > 1 || list.spans.contains { $0.kind != .attempt }
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
            planned: time + attempt.delay.inSeconds
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
            activity = .waiting(TimeSpan(.wait, from: time, to: time, "wait"), planned: .infinity)
        case (.waiting, .trying(let attempt)):
            // It waits for its turn, or its host wants to be left alone: no attempt so far.
            if attempt.begin < time { list.append(attempt.ending(at: time)) }
            activity = .waiting(TimeSpan(.wait, from: time, to: time, "wait"), planned: .infinity)
        case (.waiting, _): return
        case (_, .nothing):
            begin(at: time, from: progress.received)
        case (_, .waiting(let wait, let planned)):
            let end = min(time, planned)
            list.append(wait.ending(at: end))
            begin(at: end, from: progress.received)
        case (.stalled, .trying(let attempt)):
            // The last bytes may be told of late, but never are they newer than this.
            let begin = max(attempt.begin, min(quietSince, time - Self.stallNotice))
            activity = .stalled(TimeSpan(.stall, from: begin, to: time, "stall"), during: attempt)
        case (.stalled, .stalled): return
        case (_, .stalled(let stall, let attempt)):
            list.append(stall.ending(at: time))
            activity = .trying(attempt)
        case (_, .trying): break
        }
        guard !hasRestarted, let restart = progress.response?.restart else { return }
        hasRestarted = true
        list.append(TimeSpan(.restart, from: time, to: time, "restart: \(Self.text(restart))"))
    }

    private mutating func close(at time: Double) {
        switch activity {
        case .nothing: break
        case .waiting(let wait, _): list.append(wait.ending(at: time))
        case .trying(let attempt): list.append(attempt.ending(at: time))
        case .stalled(let stall, let attempt):
            list.append(attempt.ending(at: time))
            list.append(stall.ending(at: time))
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
