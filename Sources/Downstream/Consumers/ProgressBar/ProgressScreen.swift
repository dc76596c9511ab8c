/// What a terminal gets to see of downloads, and when.
package struct ProgressScreen<ID: Hashable & Sendable> {
    /// Between two drawings of mere progress at least this much time passes.
    private static var interval: Duration { .milliseconds(100) }

    private let hasColor: Bool
    private let failureWord: String
    private var board: ProgressBoard<ID>
    private var live = LiveLines()
    private var lastDrawn: Duration?

    /// A screen on which nothing is shown.
    package init(announced: Int? = nil, hasColor: Bool, failureWord: String = "failed") {
        board = ProgressBoard(announced: announced)
        self.hasColor = hasColor
        self.failureWord = failureWord
    }

    /// How many downloads there will be; nil where nobody knows.
    package var announced: Int? {
        get { board.announced }
        set { board.announced = newValue }
    }

    /// The text for an event; nil where it is too early to draw again, as it never is at an end.
    package mutating func take(
        _ event: DownloadEvent,
        of download: Download,
        _ id: ID,
        at time: Duration,
        size: () -> ProgressSink.Size
    ) -> String? {
        board.take(event, of: download, id, at: time)
        if event.isEnd {
            return draw(above: ClosingLines(event, failureWord).lines, at: time, size())
        }
        if let lastDrawn, time - lastDrawn < Self.interval { return nil }
        return draw(at: time, size())
    }

    /// The text for a download that ended without a last event.
    package mutating func drop(_ id: ID, at time: Duration, size: ProgressSink.Size) -> String {
        board.drop(id)
        return draw(at: time, size)
    }

    /// The text that puts lines above those that are drawn again.
    package mutating func print(
        _ lines: [StyledText],
        at time: Duration,
        size: ProgressSink.Size
    ) -> String {
        draw(above: lines, at: time, size)
    }

    /// The text that leaves nothing to be drawn again.
    package mutating func clear(at time: Duration, size: ProgressSink.Size) -> String {
        board.clear()
        return draw(at: time, size)
    }

    private mutating func draw(
        above: [StyledText] = [],
        at time: Duration,
        _ size: ProgressSink.Size
    ) -> String {
        lastDrawn = time
        let columns = max(1, size.columns)
        // The last column stays free, where some terminals break; the first row, for what is said.
        let lines = board.picture(
            columns: columns - 1,
            rows: max(1, size.rows - 1),
            at: time
        )
        return live.replace(with: lines, above: above, columns: columns, inColor: hasColor)
    }
}
