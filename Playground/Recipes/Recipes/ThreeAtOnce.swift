internal import Downstream

/// Three downloads at once: structured concurrency, as anywhere else.
enum ThreeAtOnce: Recipe {
    static let name = "three"
    static let summary = "three at once in a task group"

    static func run(at place: Place) async throws -> Int64 {
        try await withThrowingTaskGroup(of: (Int, DownloadEvent.Completion).self) { group in
            for number in 1...3 {
                let file = place.path("three/\(number).mp4")
                let download = Download(from: place.largeVideo, to: .file(path: file))
                group.addTask { (number, try await download.completion()) }
            }

            // An error here cancels the others, which keep their partial files.
            var total: Int64 = 0
            for try await (number, completion) in group {
                let size = ByteCount.text(completion.byteCount)
                Output.tell("video \(number): \(size) in \(DurationText.text(completion.duration))")
                total += completion.byteCount
            }
            return total
        }
    }
}
