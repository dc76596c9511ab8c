/// One line of a log: an event, and of which download, in which place and when it came.
///
/// A log is a file of such lines, each an object of JSON: ``EventRecorder`` writes them, and so does
/// the tool with `--json`; ``RecordedDownload`` replays one of its downloads.
public struct RecordedEvent: Sendable, Equatable {
    /// What a line tells: an event, or a chunk without its bytes; there will be no third.
    public enum Content: Sendable, Equatable {
        /// The event as it was.
        case event(DownloadEvent)
        /// A chunk whose bytes were not recorded: where in the file the first of them lies, and how
        /// many they were.
        case extent(offset: Int64, count: Int)
    }

    /// Which of the recorded downloads it belongs to, from 1.
    public var download: Int
    /// Which event of the whole log it is, from 1.
    public var sequence: Int
    /// The time since the recorder was made; recorded to the nanosecond.
    public var time: Duration
    /// What is downloaded, as ``Source/description`` shows it; nil on all lines but `started`.
    public var source: String?
    /// What happened.
    public var content: Content

    /// The event; nil for a chunk whose bytes were not recorded.
    public var event: DownloadEvent? {
        guard case .event(let event) = content else { return nil }
        return event
    }

    /// Describes a line.
    public init(
        download: Int,
        sequence: Int,
        time: Duration,
        source: String? = nil,
        content: Content
    ) {
        self.download = download
        self.sequence = sequence
        self.time = time
        self.source = source
        self.content = content
    }
}
