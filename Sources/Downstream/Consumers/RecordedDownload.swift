/// A download in a log, which replays as the stream of events that it was.
///
/// ```swift
/// for try await event in RecordedDownload(in: "video.ndjson").events(pace: .immediately) {
///     if case .completed(let file) = event { print(file.byteCount, "bytes") }
/// }
/// ```
///
/// Logs are what ``EventRecorder`` and the tool's `--json` write. Chunks that were recorded without
/// their bytes are left out; ``RecordedEvent/events(in:)`` has their places and sizes. Web URLs come
/// back without user, password and query, and durations to the nanosecond.
public struct RecordedDownload: Sendable {
    /// Which of the recorded downloads it is, from 1.
    public let number: Int
    /// What was downloaded, as ``Source/description`` shows it; nil where the log was not asked, or
    /// does not say.
    public let source: String?
    private let log: LogReader.Origin

    /// A download of the log at a path; nothing is opened yet.
    public init(in path: String, number: Int = 1) {
        self.init(.file(path: path), number, source: nil)
    }

    /// A download of a log in memory.
    ///
    /// - Parameters:
    ///   - lines: The lines without their ends.
    ///   - number: Which of the recorded downloads it is, from 1.
    public init(lines: some Sequence<String>, number: Int = 1) {
        self.init(.lines(lines), number, source: nil)
    }

    private init(_ log: LogReader.Origin, _ number: Int, source: String?) {
        self.log = log
        self.number = number
        self.source = source
    }

    /// The events as they came: a stream for one loop; two calls are two replays.
    ///
    /// Nothing is opened before the first `next()`. The log is read piece by piece, off Swift's own
    /// pool, and no faster than the stream is; it is closed at the last event or with the stream.
    ///
    /// After `failed` the stream throws the same error once. Where the log has no last event, as of
    /// a download that was cancelled or a process that was killed, the stream ends silently; so it does
    /// when its reader is cancelled. It throws a ``RecordingError`` where the log cannot be read, is
    /// damaged or has no such download, and ``DownloadError/Reason/streamInUse`` into a second loop.
    ///
    /// - Parameter pace: How long the events wait for each other.
    /// - Returns: The events, for one loop.
    public func events(pace: Pace = .original) -> DownloadEvents {
        let reader = SoleReader(Replay(LogReader(log), number: number, pace: pace))
        return DownloadEvents { try await reader.next { try await $0.next() } }
    }
}

extension RecordedDownload {
    /// The downloads of a log, by their numbers, each with its source.
    ///
    /// The log is read to its end, piece by piece, off Swift's own pool.
    ///
    /// - Parameter path: The path of the log.
    /// - Returns: A download for each number in the log.
    /// - Throws: ``RecordingError`` where the log cannot be read or a line is no event;
    ///   `CancellationError` if this task is cancelled first.
    public static func downloads(in path: String) async throws -> [RecordedDownload] {
        try await downloads(in: .file(path: path))
    }

    static func downloads(in log: LogReader.Origin) async throws -> [RecordedDownload] {
        var numbers: Set<Int> = []
        var sources: [Int: String] = [:]
        var reader = LogReader(log)
        while let line = try await reader.next() {
            try Task.checkCancellation()
            numbers.insert(line.download)
            if let source = line.source { sources[line.download] = source }
        }
        return numbers.sorted().map { RecordedDownload(log, $0, source: sources[$0]) }
    }
}
