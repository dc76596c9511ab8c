internal import Downstream

/// Which progress is worth a line where lines stay, as in a log or a pipe.
struct PlainReport {
    /// Between two lines about the same download at least this much time passes.
    private static let interval = Duration.seconds(5)

    private var lastTold: Duration?
    private var phase: DownloadEvent.Phase?

    /// The line for this progress; nil if it is not worth one.
    mutating func line(for progress: DownloadEvent.Progress, name: String) -> String? {
        let isNew = progress.phase != phase
        phase = progress.phase
        switch progress.phase {
        case .receiving where lastTold == nil:
            lastTold = progress.elapsed
            let size = progress.expected.map { ", \(ByteCount.text($0))" } ?? ""
            return "receiving \(name)\(size)"
        case .waiting where isNew: break
        case .receiving, .stalled:
            guard let lastTold, progress.elapsed - lastTold >= Self.interval else { return nil }
        default: return nil
        }
        lastTold = progress.elapsed
        return ProgressLine(name: name, progress: progress).text(columns: .max)
    }
}
