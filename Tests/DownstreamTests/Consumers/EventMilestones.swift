import Downstream

extension DownloadEvent {
    var isChunk: Bool {
        if case .chunk = self { true } else { false }
    }

    /// What it counts for in the window.
    var cost: Int {
        if case .chunk(let chunk) = self { 512 + chunk.bytes.count } else { 512 }
    }
}

extension [DownloadEvent] {
    /// The beginnings, the changes of phase and the end.
    var milestones: [DownloadEvent] {
        var phase: DownloadEvent.Phase?
        return filter { event in
            switch event {
            case .chunk: return false
            case .progress(let progress):
                defer { phase = progress.phase }
                return progress.phase != phase
            case .started:
                phase = nil
                return true
            case .completed, .failed: return true
            }
        }
    }
}
