/// What a stream of a batch's events is: pull it with `for try await`.
public typealias BatchEvents = AsyncThrowingStream<BatchEvent, any Error>

/// One thing that happened to one download of a batch.
public struct BatchEvent: Sendable {
    /// Which download of the batch it is, by its place in the sequence, from 1.
    public var id: Int
    /// The download itself.
    public var download: Download
    /// What happened to it; the events of one id obey the grammar of ``DownloadEvent``.
    public var event: DownloadEvent

    /// Describes what happened.
    public init(id: Int, download: Download, event: DownloadEvent) {
        self.id = id
        self.download = download
        self.event = event
    }
}
