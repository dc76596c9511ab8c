/// Shows downloads while they run: on a terminal a line for each, drawn again in place.
///
/// ```swift
/// let bar = ProgressBar()
/// async let first = one.savedFile(observedBy: bar)
/// async let second = other.savedFile(observedBy: bar)
/// _ = await (first, second)
/// ```
///
/// A line tells the phase, the part that has arrived, the bytes, the speed and the time left, as far
/// as the width allows; below several is one of all together. It is drawn at most ten times a second.
/// A download that ends leaves a sentence above the lines of the others. Where nothing can be drawn
/// again, as in a file or a pipe, lines are written that stay; see ``ProgressSink``.
///
/// Whoever writes to the same terminal meanwhile does so by ``print(_:)``. Calls wait for each other,
/// and for the terminal.
public final class ProgressBar: EventConsumer {
    /// Which download, by whom it is told.
    private enum ID: Hashable {
        case consumed(Int)
        case shown(Int)
    }

    private struct State {
        var screen: ProgressScreen<ID>
        var report: PlainReport<ID>
        var consumed = 0
    }

    private let sink: ProgressSink
    private let now: @Sendable () -> Duration
    private let state: Locked<State>

    /// A bar on which nothing is shown yet.
    ///
    /// - Parameters:
    ///   - sink: Where it is drawn.
    ///   - count: How many downloads there will be, if that is known: the line of all together then
    ///     tells how many are left, and how long they take if the size of each is known.
    public convenience init(to sink: ProgressSink = .standardError, downloads count: Int? = nil) {
        self.init(to: sink, downloads: count, failureWord: "failed", clock: ContinuousClock())
    }

    /// A bar by another clock, with another word before the sentence of a failure.
    package init<C: Clock>(
        to sink: ProgressSink,
        downloads count: Int? = nil,
        failureWord: String = "failed",
        clock: C
    ) where C.Duration == Swift.Duration {
        self.sink = sink
        let origin = clock.now
        now = { origin.duration(to: clock.now) }
        var hasColor = false
        if case .terminal(hasColor: let isColored, size: _, write: _) = sink.kind {
            hasColor = isColored
        }
        state = Locked(
            State(
                screen: ProgressScreen(
                    announced: count,
                    hasColor: hasColor,
                    failureWord: failureWord
                ),
                report: PlainReport(failureWord: failureWord)
            )
        )
    }

    /// Shows one download until it ends; any number at the same time.
    public func consume(_ events: AsyncStream<DownloadEvent>, of download: Download) async {
        let id = state.withLock { state in
            state.consumed += 1
            return ID.consumed(state.consumed)
        }
        for await event in events { take(event, of: download, id) }
        drop(id)
    }

    /// Shows an event, for somebody who reads many downloads as one stream.
    ///
    /// - Parameters:
    ///   - event: What happened; nothing is kept of chunks.
    ///   - download: To what.
    ///   - id: What tells it from others that run at the same time.
    public func show(_ event: DownloadEvent, of download: Download, id: Int) {
        take(event, of: download, .shown(id))
    }

    /// Takes away a download that was shown and ended without a last event, as a cancelled one does.
    ///
    /// It counts as done. Where it has ended or was never shown, nothing happens.
    public func end(id: Int) {
        drop(.shown(id))
    }

    /// Says how many downloads there will be; nil where nobody knows.
    public func expect(_ count: Int?) {
        state.withLock { $0.screen.announced = count }
    }

    /// Writes a line that stays above the lines of the downloads; control characters are escaped.
    public func print(_ line: String) {
        let lines = line.split(separator: "\n", omittingEmptySubsequences: false)
            .map { Redaction.printable(String($0)) }
        update { screen, time, size in
            screen.print(lines.map { StyledText($0) }, at: time, size: size())
        } report: { _, _ in
            lines
        }
    }

    /// Takes away the lines of all downloads, and forgets those, for somebody who stops early.
    public func clear() {
        update { screen, time, size in
            screen.clear(at: time, size: size())
        } report: { report, _ in
            report.clear()
            return []
        }
    }
}

extension ProgressBar {
    private func take(_ event: DownloadEvent, of download: Download, _ id: ID) {
        update { screen, time, size in
            screen.take(event, of: download, id, at: time, size: size)
        } report: { report, time in
            report.take(event, of: download, id, at: time)
        }
    }

    private func drop(_ id: ID) {
        update { screen, time, size in
            screen.drop(id, at: time, size: size())
        } report: { report, _ in
            report.drop(id)
            return []
        }
    }

    /// Changes what is shown, and writes what that takes.
    private func update(
        screen: (inout ProgressScreen<ID>, Duration, () -> ProgressSink.Size) -> String?,
        report: (inout PlainReport<ID>, Duration) -> [String]
    ) {
        // Time is read, and text is written, under the lock: two that took turns there would else
        // draw over each other.
        state.withLock { state in
            switch sink.kind {
            case .terminal(hasColor: _, let size, let write):
                if let text = screen(&state.screen, now(), size), !text.isEmpty { write(text) }
            case .lines(let log):
                for line in report(&state.report, now()) { log(line) }
            }
        }
    }
}
