internal import Downstream

/// Any number of downloads in one stream: bounded, in a fair order, and none ends the others.
enum Batch: Recipe {
    static let name = "batch"
    static let summary = "many in one stream, with bounds: events(for:atMost:)"

    static func run(at place: Place) async throws -> Int64 {
        // The bounds of a downloader hold for all of its downloads.
        let downloader = Downloader(.init(connectionsPerHost: 2, bytesPerSecond: 1_000_000_000))
        var running: Set<Int> = []
        var most = 0
        var failed = 0
        var bytes: Int64 = 0

        for try await item in downloader.events(for: downloads(at: place), atMost: 3) {
            switch item.event {
            case .started:
                running.insert(item.id)
                most = max(most, running.count)
            case .chunk, .progress: break
            case .completed(let file):
                running.remove(item.id)
                bytes += file.byteCount
                Output.tell("\(item.id) saved, \(ByteCount.text(file.byteCount))")
            case .failed(let error):
                running.remove(item.id)
                failed += 1
                Output.tell("\(item.id) failed while \(error.stage)")
            }
        }

        // A stream that is cancelled ends silently.
        try Task.checkCancellation()
        Output.tell("at most \(most) ran at a time")
        guard failed == 1, most <= 3 else {
            throw Shortfall(description: "One should have failed, and three have run at a time.")
        }
        return bytes
    }

    /// Four videos, and among them what cannot be downloaded.
    static func downloads(at place: Place) -> [Download] {
        let sources = [place.largeVideo, place.video, "not a URL", place.largeVideo, place.video]
        return sources.enumerated().map { number, source in
            Download(from: source, to: .file(path: place.path("batch/\(number).mp4")))
        }
    }
}
