/// Somebody who listens to downloads: a logger, a progress bar, a recorder.
///
/// ```swift
/// struct Bell: EventConsumer {
///     func consume(_ events: AsyncStream<DownloadEvent>, of download: Download) async {
///         for await event in events where event.isEnd { print("\u{7}") }
///     }
/// }
/// ```
public protocol EventConsumer: Sendable {
    /// Reads the events of one download to their end.
    ///
    /// - Parameters:
    ///   - events: What an observer sees: every `started`, every change of phase, the newest
    ///     `progress`, and the end. It throws nothing, for `failed` tells the error; it ends without a
    ///     last event if the download is cancelled.
    ///   - download: What is being downloaded.
    func consume(_ events: AsyncStream<DownloadEvent>, of download: Download) async
}
