internal import Downstream

/// A recorder owns a download like any loop does; its log replays without a network.
enum RecordAndReplay: Recipe {
    static let name = "record"
    static let summary = "record and replay: EventRecorder, RecordedDownload"

    static func run(at place: Place) async throws -> Int64 {
        let log = place.path("record.ndjson")
        let download = Download(from: place.largeVideo, to: .file(path: place.path("record.mp4")))

        let recorder = EventRecorder(to: try .file(path: log))
        try await recorder.record(download.events(), of: download)
        // A stream that is cancelled ends silently.
        try Task.checkCancellation()

        var count = 0
        var bytes: Int64 = 0
        for try await line in RecordedEvent.events(in: log) {
            count += 1
            if case .extent(_, let size) = line.content { bytes += Int64(size) }
        }
        Output.tell("recorded \(count) events, with chunks of \(ByteCount.text(bytes)) in all")

        var replayed: Int64 = 0
        for recorded in try await RecordedDownload.downloads(in: log) {
            let end = try await recorded.events(pace: .immediately).completion()
            Output.tell(
                "replayed download \(recorded.number), \(recorded.source ?? "of no source")"
            )
            guard let file = end.url, try place.size(of: file) == end.byteCount else {
                throw Shortfall(description: "The replay tells of another file than was saved.")
            }
            replayed += end.byteCount
        }
        guard replayed > 0 else { throw Shortfall(description: "Nothing was replayed.") }
        return replayed
    }
}
