internal import Downstream

/// What a benchmark runs in a process of its own, to have its memory measured.
enum Worker {
    /// The first argument of such a process.
    static let flag = "--worker"

    /// Does the work that the arguments name.
    static func run(_ arguments: [String]) async throws {
        guard arguments.count == 3 else { throw Failure.download("unknown work: \(arguments)") }
        let download = Download(from: arguments[1], to: .file(path: arguments[2]))
        switch arguments[0] {
        case "sleepy":
            for try await event in download.events() {
                if case .chunk = event { try await Task.sleep(for: .milliseconds(10)) }
            }
        case "one-owner": _ = try await download.shared().events().completion()
        case "three-owners": try await threeOwners(download)
        default: throw Failure.download("unknown work: \(arguments)")
        }
    }

    /// A fold, a counter of bytes, and a recorder without them.
    private static func threeOwners(_ download: Download) async throws {
        let shared = download.shared()
        let streams = (shared.events(), shared.events(), shared.events())
        async let completion = streams.0.completion()
        async let count = bytes(streams.1)
        let recorder = EventRecorder(to: .closure { _ in })
        try await recorder.record(streams.2, of: download)
        guard try await completion.byteCount == count else {
            throw Failure.download("an owner missed bytes")
        }
    }

    private static func bytes(_ events: DownloadEvents) async throws -> Int64 {
        var count: Int64 = 0
        for try await case .chunk(let chunk) in events { count += Int64(chunk.bytes.count) }
        return count
    }
}
