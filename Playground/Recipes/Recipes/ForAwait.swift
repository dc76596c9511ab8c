internal import Downstream

/// A loop over the events: the whole of a download, with nothing hidden.
enum ForAwait: Recipe {
    static let name = "for-await"
    static let summary = "a loop over the events"

    static func run(at place: Place) async throws -> Int64 {
        let download = Download(
            from: place.largeVideo,
            to: .file(path: place.path("for-await.mp4")),
            progressInterval: .milliseconds(25)
        )
        var saved: Int64?
        var chunks = 0

        for try await event in download.events() {
            switch event {
            case .started(let attempt): Output.tell("attempt \(attempt.number)")
            case .chunk: chunks += 1
            case .progress(let progress): Output.tell(ProgressLine.text(progress))
            case .completed(let file): saved = file.byteCount
            case .failed(let error): Output.tell("failed while \(error.stage)")
            }
        }

        // A stream that is cancelled ends without a last event: an end is not success.
        guard let saved else { throw CancellationError() }
        Output.tell("saved \(ByteCount.text(saved)) in \(chunks) chunks")
        return saved
    }
}
