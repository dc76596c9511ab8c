internal import Downstream

/// Progress where no line can be drawn again: a few lines that stay.
struct PlainProgress: EventConsumer {
    let output: Output

    func consume(_ events: AsyncStream<DownloadEvent>, of download: Download) async {
        var report = PlainReport()
        for await case .progress(let progress) in events {
            let name = DisplayName(download, progress.response).text
            if let line = report.line(for: progress, name: name) { output.say(line + "\n") }
        }
    }
}
