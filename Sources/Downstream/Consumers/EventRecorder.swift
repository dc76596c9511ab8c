/// Writes downloads to a log that ``RecordedDownload`` replays: each event as one line of JSON.
///
/// One recorder can follow many downloads at once, and numbers them from 1 in the order in which they
/// come. Its lines are numbered too, from 1 over all downloads, and stand in the log in this order.
/// Give each recorder a log of its own.
///
/// As a consumer it is an observer, which sees no chunks. To record those too, have it read a stream
/// of its own with ``record(_:of:)``:
///
/// ```swift
/// let recorder = EventRecorder(to: try .file(path: "video.ndjson"))
/// try await recorder.record(download.events(), of: download)
/// ```
///
/// Nothing is kept in memory. A log that fails is told as the sink tells it; the download goes on.
public final class EventRecorder: EventConsumer {
    /// What becomes of the bytes of chunks.
    @nonexhaustive
    public enum ChunkBytes: Sendable, Equatable {
        /// Only their place and number are written; a replay leaves the chunks out.
        case omitted
        /// They are written in base64, which takes four bytes for three.
        case base64
    }

    private struct State {
        /// The downloads so far.
        var downloads = 0
        /// The lines so far.
        var sequence = 0
    }

    private let chunkBytes: ChunkBytes
    private let write: @Sendable (String) throws -> Void
    private let now: @Sendable () -> Duration
    /// Where `record` writes.
    private let executor: any TaskExecutor
    private let state = Locked(State())

    /// A recorder whose time begins now.
    ///
    /// - Parameters:
    ///   - sink: Where the lines go; it gets one at a time, and must not use the recorder itself.
    ///   - chunkBytes: What becomes of the bytes of chunks.
    public convenience init(to sink: LogSink, chunkBytes: ChunkBytes = .omitted) {
        self.init(chunkBytes: chunkBytes) { sink($0) }
    }

    /// A recorder on any clock, with a sink that can refuse a line.
    package init(
        chunkBytes: ChunkBytes = .omitted,
        timekeeper: Timekeeper = Timekeeper(ContinuousClock()),
        executor: any TaskExecutor = Executors.process.consumers,
        write: @escaping @Sendable (String) throws -> Void
    ) {
        self.chunkBytes = chunkBytes
        self.executor = executor
        self.write = write
        let beginning = timekeeper.now()
        now = { timekeeper.now() - beginning }
    }

    /// Records what an observer sees of one download: everything but chunks.
    public func consume(_ events: AsyncStream<DownloadEvent>, of download: Download) async {
        let number = nextDownload()
        for await event in events { record(event, of: number, source: download.source) }
    }

    /// Reads a stream to its end and records everything it brings, as the one who owns it.
    ///
    /// The stream is read off Swift's own pool, where writing may block, and goes no faster than its
    /// log. Cancelling this cancels the stream; the log then has no last event, and nothing is thrown.
    ///
    /// - Parameters:
    ///   - events: The stream, as of ``Download/events(on:)`` or ``SharedDownload/events()``.
    ///   - download: What is being downloaded.
    /// - Throws: What the stream throws; a `failed` before it has been recorded.
    public func record(
        _ events: some AsyncSequence<DownloadEvent, any Error> & Sendable,
        of download: Download
    ) async throws {
        let number = nextDownload()
        try await withTaskExecutorPreference(executor) {
            for try await event in events { record(event, of: number, source: download.source) }
        }
    }

    private func nextDownload() -> Int {
        state.withLock { state in
            state.downloads += 1
            return state.downloads
        }
    }

    private func record(_ event: DownloadEvent, of number: Int, source: Source) {
        // A sink tells its failures itself, and all events of the library have a form in JSON.
        try? note(event, of: number, source: source)
    }

    /// Writes one event of a download that the caller has numbered.
    ///
    /// - Throws: `EncodingError`, and what the sink throws.
    package func note(_ event: DownloadEvent, of number: Int, source: Source) throws {
        let fields = try fields(of: event, source: source)
        // Written under the lock, so that lines stand in the log as they are numbered.
        try state.withLock { state in
            state.sequence += 1
            try write(fields.line(download: number, sequence: state.sequence, time: now()))
        }
    }

    private func fields(of event: DownloadEvent, source: Source) throws -> EventFields {
        switch event {
        case .started:
            try EventFields(.event(event), source: source.description)
        case .chunk(let chunk) where chunkBytes == .omitted:
            try EventFields(.extent(offset: chunk.offset, count: chunk.bytes.count), source: nil)
        case .chunk, .progress, .completed, .failed:
            try EventFields(.event(event), source: nil)
        }
    }
}
