internal import Downstream

/// Two owners that see every byte, and an observer that only watches.
enum Shared: Recipe {
    static let name = "shared"
    static let summary = "two owners and an observer: download.shared()"

    static func run(at place: Place) async throws -> Int64 {
        let download = Download(from: place.largeVideo, to: .file(path: place.path("shared.mp4")))
        let shared = download.shared()

        // Streams that are taken before the first one is read miss nothing.
        let forPlayer = shared.events()
        let forMeter = shared.events()
        let forWatcher = shared.observe()

        async let played = play(forPlayer)
        async let measured = measure(forMeter)
        async let _: Void = watch(forWatcher)

        let (bytes, largest) = try await (played, measured)
        // Streams that are cancelled end silently.
        try Task.checkCancellation()
        Output.tell("the player got \(ByteCount.text(bytes))")
        Output.tell("the meter's largest chunk had \(ByteCount.text(largest))")
        return bytes
    }

    /// An owner: the slowest one sets the pace.
    private static func play(_ events: DownloadEvents) async throws -> Int64 {
        var played: Int64 = 0
        for try await event in events {
            if case .chunk(let chunk) = event { played = chunk.offset + Int64(chunk.bytes.count) }
        }
        return played
    }

    /// Another owner: it sees the same chunks, without a copy.
    private static func measure(_ events: DownloadEvents) async throws -> Int64 {
        var largest = 0
        for try await event in events {
            if case .chunk(let chunk) = event { largest = max(largest, chunk.bytes.count) }
        }
        return Int64(largest)
    }

    /// An observer: no chunks, the newest progress, every milestone.
    private static func watch(_ events: DownloadEvents) async {
        var phase: DownloadEvent.Phase?
        do {
            for try await event in events {
                guard case .progress(let progress) = event, progress.phase != phase else {
                    continue
                }
                phase = progress.phase
                Output.tell("the watcher sees: \(ProgressLine.text(progress))")
            }
        } catch {
            // The owners throw the same error, and the recipe with them.
        }
    }
}
