#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Writes a log: one line for each event worth reading, with stage and durations.
///
/// Attempts, changes of phase and the end are worth reading; chunks and the progress between two
/// changes are not. A download that is cancelled ends with a line that says so.
///
/// Each line begins with the time and the source, `2026-01-31T12:00:00.000Z http://host/video.mp4: `,
/// and goes on:
///
/// ```text
/// started attempt 1
/// connecting
/// receiving 64.0 MB after 21 ms, HTTP/1.1 200 from http://host/video.mp4
/// verifying 64.0 MB after 275 ms
/// saved /tmp/video.mp4, 64.0 MB in 310 ms (206 MB/s), looked up in 46 µs, connected after 228 µs…
/// ```
public struct EventLogger: EventConsumer {
    private let sink: LogSink

    /// A logger that writes to a sink.
    public init(to sink: LogSink = .standardError) {
        self.sink = sink
    }

    /// Writes the log of one download.
    public func consume(_ events: AsyncStream<DownloadEvent>, of download: Download) async {
        var narrative = EventNarrative()
        for await event in events {
            if let line = narrative.line(for: event) { write(line, download) }
        }
        if let line = narrative.lineForSilentEnd { write(line, download) }
    }

    /// Writes a line about a download.
    package func write(_ line: String, _ download: Download) {
        let time = Date.now.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        sink("\(time) \(download.source): \(line)")
    }
}
