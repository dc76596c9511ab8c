internal import Downstream

/// Draws the log of an earlier run, as `--json` writes it.
struct TimelineRun {
    /// The longest line that a log can have: a chunk with its bytes.
    private static let longestLine = 4 * 1024 * 1024

    /// The path of the log; nil is standard input.
    let log: String?

    /// The drawing.
    ///
    /// - Throws: A sentence about a log that cannot be read, or a line of it that is no event.
    func drawing() throws(UsageError) -> String {
        let descriptor = try RunFiles.openToRead(log ?? "-", "log")
        var reader = LineReader(descriptor, longest: Self.longestLine, interruption: nil)
        var timeline = Timeline()
        var lastProblem: UsageError?
        while let line = try next(&reader) {
            // Only the last line may be torn, as a killed process leaves one.
            if let lastProblem { throw lastProblem }
            lastProblem = note(line, reader.number, in: &timeline)
        }
        // A log of one torn line is most likely none.
        if let lastProblem, timeline.tally.count == 0 { throw lastProblem }
        return TimelineDrawing(timeline).text
    }

    private func next(_ reader: inout LineReader) throws(UsageError) -> LineReader.Line? {
        do {
            return try reader.next()
        } catch {
            throw .unusableFile(sentence: "the log cannot be read on: \(error.word)")
        }
    }

    /// Takes in a line; what it gives is what is wrong with it.
    private func note(
        _ line: LineReader.Line,
        _ number: Int,
        in timeline: inout Timeline
    ) -> UsageError? {
        switch line {
        case .unreadable(let problem):
            return .unusableFile(sentence: "line \(number) of the log is no event: \(problem)")
        case .text(let text):
            if text.allSatisfy({ $0 == " " }) { return nil }
            do {
                let recorded = try RecordedEvent(line: text)
                guard let event = recorded.event else { return nil }
                let time = recorded.time.inSeconds
                let source = recorded.source
                timeline.note(event, of: recorded.download, at: time, source: source)
                return nil
            } catch {
                return .unusableFile(sentence: "line \(number) of the log: \(error.sentence)")
            }
        }
    }
}
