/// One download of a log, as its stream was.
struct Replay: Sendable {
    private enum Progress {
        /// Before the first event.
        case before
        /// The time of the first event, and the time that passes since it was replayed.
        case within(first: Duration, since: Timekeeper?)
        /// After the last event, with what the stream has to throw.
        case after(DownloadError?)
    }

    private var log: LogReader
    private let number: Int
    private let pace: RecordedDownload.Pace
    private var progress = Progress.before

    init(_ log: LogReader, number: Int, pace: RecordedDownload.Pace) {
        self.log = log
        self.number = number
        self.pace = pace
    }

    /// The next event, when it is due; nil at the end, and once this task is cancelled.
    mutating func next() async throws -> DownloadEvent? {
        if case .after(let error) = progress {
            guard let error else { return nil }
            throw error
        }
        while !Task.isCancelled {
            guard let line = try await log.next() else { return try end() }
            guard line.download == number else { continue }
            guard await wait(for: line.time) else { return nil }
            guard let event = line.event else { continue }
            note(event)
            return event
        }
        return nil
    }

    /// The end of the log, which is silent where the download is in it.
    private func end() throws(RecordingError) -> DownloadEvent? {
        guard case .before = progress else { return nil }
        throw RecordingError("The log holds no download \(number).")
    }

    /// Waits until a line is due; false if this task is cancelled.
    private mutating func wait(for time: Duration) async -> Bool {
        guard case .within(let first, let clock) = progress else {
            progress = .within(first: time, since: pace.begin())
            return true
        }
        guard let clock else { return true }
        let rest = time - first - clock.now()
        guard rest > .zero else { return true }
        do {
            try await clock.sleep(rest)
            return true
        } catch {
            return false
        }
    }

    private mutating func note(_ event: DownloadEvent) {
        switch event {
        case .started, .chunk, .progress: return
        case .completed: progress = .after(nil)
        case .failed(let error): progress = .after(error)
        }
        // Nothing of this download follows, so the file need not stay open.
        log.close()
    }
}
