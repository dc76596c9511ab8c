internal import Downstream

/// What a process may have left open when all its downloads have ended.
struct OpenEnds: Sendable {
    let connections: Connections
    let downloader: Downloader

    /// What is still open, in a few words; nil for nothing.
    var text: String? {
        if connections.count > 0 { return "\(connections.count) connections are still open" }
        let turns = downloader.engine.gate.count
        return turns > 0 ? "turns at hosts were never given back: \(turns)" : nil
    }
}
