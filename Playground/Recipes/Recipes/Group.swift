internal import Downstream

/// What a batch does, by hand: a task group that is refilled whenever something ends.
enum Group: Recipe {
    static let name = "group"
    static let summary = "the same by hand: a task group of two at a time"

    static func run(at place: Place) async throws -> Int64 {
        var waiting = Batch.downloads(at: place).makeIterator()
        var failed = 0
        var bytes: Int64 = 0

        // A result instead of a throw: one that fails must not cancel the others.
        try await withThrowingTaskGroup(
            of: Result<DownloadEvent.Completion, DownloadError>.self
        ) { group in
            for _ in 0..<2 {
                guard let download = waiting.next() else { break }
                group.addTask { try await download.result() }
            }
            while let result = try await group.next() {
                if let download = waiting.next() {
                    group.addTask { try await download.result() }
                }
                switch result {
                case .success(let file):
                    bytes += file.byteCount
                    Output.tell("saved \(ByteCount.text(file.byteCount))")
                case .failure(let error):
                    failed += 1
                    Output.tell("failed while \(error.stage)")
                }
            }
        }

        guard failed == 1 else { throw Shortfall(description: "One should have failed.") }
        return bytes
    }
}
