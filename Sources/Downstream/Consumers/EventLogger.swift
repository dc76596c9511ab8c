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
/// ```text
/// 2026-01-31T12:00:00.000Z http://host/video.mp4: started attempt 1
/// 2026-01-31T12:00:00.004Z http://host/video.mp4: receiving 64 MB, HTTP/1.1 200 after 4 ms
/// 2026-01-31T12:00:00.310Z http://host/video.mp4: saved /tmp/video.mp4, 64 MB in 310 ms
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

    private func write(_ line: String, _ download: Download) {
        let time = Date.now.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        sink("\(time) \(download.source): \(line)")
    }
}
