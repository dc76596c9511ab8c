/// What a stream of a batch's events is: pull it with `for try await`.
public typealias BatchEvents = AsyncThrowingStream<BatchEvent, any Error>

/// One thing that happened to one download of a batch.
public struct BatchEvent: Sendable {
    /// Which download of the batch it is, by its place in the sequence, from 1.
    public var id: Int
    /// The download itself.
    public var download: Download {
        get { subject.value }
        set { subject = Subject(newValue) }
    }
    /// What happened to it; the events of one id obey the grammar of ``DownloadEvent``.
    public var event: DownloadEvent

    private var subject: Subject

    /// Describes what happened.
    public init(id: Int, download: Download, event: DownloadEvent) {
        self.init(id: id, download: Subject(download), event: event)
    }

    init(id: Int, download: Subject, event: DownloadEvent) {
        self.id = id
        subject = download
        self.event = event
    }

    /// A download that all its events share, as copying one costs more than an event.
    final class Subject: Sendable {
        let value: Download

        init(_ value: Download) {
            self.value = value
        }
    }
}
