/// What a stream of download events is: pull it with `for try await`.
public typealias DownloadEvents = AsyncThrowingStream<DownloadEvent, any Error>

/// One thing that happened to a download.
///
/// Every stream obeys one grammar: `started (started | progress | chunk)* (completed | failed)`.
/// A stream whose consumer was cancelled ends without the last event. The set of cases is closed on
/// purpose, so a `switch` needs no `default`; the payloads can grow.
public enum DownloadEvent: Sendable, Equatable {
    /// An attempt begins: the first event of every stream, and the first of every retry.
    indirect case started(Attempt)
    /// The file has accepted these bytes.
    case chunk(Chunk)
    /// The phase changed, or bytes have arrived, or a second has passed without any.
    indirect case progress(Progress)
    /// The file is complete, verified and in its place: the last event.
    indirect case completed(Completion)
    /// The download ended without a file: the last event; the stream then throws the same error.
    indirect case failed(DownloadError)
}

extension DownloadEvent {
    /// Whether this is the last event of its stream.
    public var isEnd: Bool {
        switch self {
        case .completed, .failed: true
        case .started, .chunk, .progress: false
        }
    }
}
