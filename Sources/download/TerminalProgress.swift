internal import Downstream

/// Progress on a terminal: one line, drawn again at every progress, cleared at the end.
///
/// Progress comes ten times a second at most, by the download's own interval.
struct TerminalProgress: EventConsumer {
    let terminal: Terminal

    func consume(_ events: AsyncStream<DownloadEvent>, of download: Download) async {
        var hasDrawn = false
        for await case .progress(let progress) in events {
            let name = DisplayName(download, progress.response).text
            let line = ProgressLine(name: name, progress: progress)
            terminal.draw(line.text(columns: terminal.columns))
            hasDrawn = true
        }
        if hasDrawn { terminal.clear() }
    }
}
