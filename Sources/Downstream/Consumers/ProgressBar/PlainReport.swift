/// What is worth a line where lines stay, as in a log or a pipe.
///
/// It holds memory for the running downloads only.
package struct PlainReport<ID: Hashable & Sendable> {
    /// Between two lines about the progress of a download at least this much time passes.
    private static var interval: Duration { .seconds(10) }

    private struct Told {
        var track: ProgressTrack
        /// When something was last told of it.
        var time: Duration
        /// Whether it was told what is received.
        var isIntroduced = false
    }

    private let failureWord: String
    private var running: [ID: Told] = [:]

    /// A report that has not begun.
    package init(failureWord: String = "failed") {
        self.failureWord = failureWord
    }

    /// The lines for an event.
    package mutating func take(
        _ event: DownloadEvent,
        of download: Download,
        _ id: ID,
        at time: Duration
    ) -> [String] {
        var told = running[id] ?? Told(track: ProgressTrack(download), time: time)
        switch event {
        case .chunk: return []
        case .completed, .failed:
            running[id] = nil
            return ClosingLines(event, failureWord).lines.map(\.text)
        case .started(let attempt):
            told.track.begin(attempt, at: time)
            if attempt.number > 1 { told.time = time }
            running[id] = told
            return attempt.number > 1 ? [Self.text(attempt, told.track.name)] : []
        case .progress(let progress):
            _ = told.track.advance(progress, of: download, at: time)
            // What fails before its server answers is not worth a line of its own.
            let isFirst = progress.phase == .receiving && !told.isIntroduced
            let isDue = time - told.time >= Self.interval
            if isFirst { told.isIntroduced = true }
            if isFirst || isDue { told.time = time }
            running[id] = told
            if isFirst { return [Self.introduction(of: told.track)] }
            return isDue ? [Self.text(told.track, at: time)] : []
        }
    }

    /// Forgets a download that ended without a last event.
    package mutating func drop(_ id: ID) {
        running[id] = nil
    }

    /// Forgets all downloads.
    package mutating func clear() {
        running = [:]
    }

    private static func introduction(of track: ProgressTrack) -> String {
        "receiving \(track.name)" + (track.expected.map { ", \(ByteCount.text($0))" } ?? "")
    }

    private static func text(_ attempt: DownloadEvent.Attempt, _ name: String) -> String {
        var text = "attempt \(attempt.number) of \(name)"
        if attempt.delay > .zero { text += " in \(DurationText.text(attempt.delay))" }
        if attempt.resumingFrom > 0 { text += ", from \(ByteCount.text(attempt.resumingFrom)) on" }
        if let error = attempt.after { text += "; before: \(Redaction.printable(error.sentence))" }
        return text
    }

    private static func text(_ track: ProgressTrack, at time: Duration) -> String {
        let row = ProgressRow(track, at: time)
        return ProgressTable([row], columns: .max / 2, drawsGauge: false).lines.map(\.text).joined()
    }
}
