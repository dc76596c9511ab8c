internal import Downstream

/// Progress as one short line.
enum ProgressLine {
    /// "receiving  12.3 MB of 64 MB, 98 MB/s".
    static func text(_ progress: DownloadEvent.Progress) -> String {
        var line = "\(name(progress.phase).padded(to: 10)) \(ByteCount.text(progress.received))"
        if let expected = progress.expected { line += " of \(ByteCount.text(expected))" }
        if progress.bytesPerSecond >= 1 { line += ", \(ByteCount.text(progress.bytesPerSecond))/s" }
        return line
    }

    private static func name(_ phase: DownloadEvent.Phase) -> String {
        switch phase {
        case .waiting: "waiting"
        case .connecting: "connecting"
        case .receiving: "receiving"
        case .stalled: "stalled"
        case .verifying: "verifying"
        }
    }
}
