extension AsyncSequence where Element == DownloadEvent {
    /// Only the progress of a stream of events.
    ///
    /// It begins, ends and throws as the stream does, and buffers nothing: whoever stops reading it
    /// stops reading the stream. As ``DownloadEvents`` from `events()` it owns the download, from
    /// `observe()` it only watches.
    public var progress: AsyncCompactMapSequence<Self, DownloadEvent.Progress> {
        compactMap { event in
            if case .progress(let progress) = event { progress } else { nil }
        }
    }
}
