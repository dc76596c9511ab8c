internal import Downstream

/// A file that a server sends slowly, over several connections at once.
enum Segments: Recipe {
    static let name = "segments"
    static let summary = "one file over several connections: Download(segments:)"

    static func run(at place: Place) async throws -> Int64 {
        let download = Download(
            from: place.slowVideo,
            to: .file(path: place.path("segments.mp4")),
            segments: 4
        )
        var ends: Set<Int64> = [0]
        for try await event in download.events() {
            switch event {
            case .started, .progress: break
            case .chunk(let chunk):
                // Each chunk tells where it lies; only `bytes()` gives them in their order.
                if ends.remove(chunk.offset) == nil {
                    Output.tell("a connection begins at \(ByteCount.text(chunk.offset))")
                }
                ends.insert(chunk.offset + Int64(chunk.bytes.count))
            case .completed(let file):
                Output.tell("saved, \(ByteCount.text(file.byteCount))")
                return file.byteCount
            case .failed(let error): throw error
            }
        }
        throw CancellationError()
    }
}
