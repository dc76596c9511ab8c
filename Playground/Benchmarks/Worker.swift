internal import Downstream

/// What a benchmark runs in a process of its own, to have its memory measured.
enum Worker {
    /// The first argument of such a process.
    static let flag = "--worker"

    /// What there is to do, most of it with a URL and the path of a copy.
    enum Kind: String {
        case keepsUp = "keeps-up"
        case dozes
        case sleepy
        case oneOwner = "one-owner"
        case threeOwners = "three-owners"
        /// Takes a list of URLs and a folder for the copies, as the next does.
        case crowd
        case stalledCrowd = "stalled-crowd"
    }

    /// Does the work that the arguments name.
    static func run(_ arguments: [String]) async throws {
        guard arguments.count == 3, let kind = Kind(rawValue: arguments[0]) else {
            throw Failure.download("unknown work: \(arguments)")
        }
        let download = Download(from: arguments[1], to: .file(path: arguments[2]))
        switch kind {
        case .keepsUp: for try await _ in download.events() {}
        case .dozes: try await sleep(.milliseconds(1), atEachChunkOf: download)
        case .sleepy: try await sleep(.milliseconds(10), atEachChunkOf: download)
        case .oneOwner: _ = try await download.shared().events().completion()
        case .threeOwners: try await threeOwners(download)
        case .crowd: try await Crowd(list: arguments[1], folder: arguments[2]).run()
        case .stalledCrowd: try await Crowd(list: arguments[1], folder: arguments[2]).stall()
        }
    }

    private static func sleep(_ time: Duration, atEachChunkOf download: Download) async throws {
        for try await event in download.events() {
            if case .chunk = event { try await Task.sleep(for: time) }
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
