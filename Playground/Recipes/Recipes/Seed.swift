internal import Downstream

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The two functions that this library grew from: save a video, read it back, log every failure.
enum Seed: Recipe {
    static let name = "seed"
    static let summary = "save a video and read it back; failures are logged"

    static func run(at place: Place) async throws -> Int64 {
        let log = LogSink.closure { Output.tell("log: \($0)") }

        guard
            let saved = await saveVideo(
                from: place.video,
                to: place.path("seed/video.mp4"),
                log: log
            )
        else { throw Shortfall(description: "The video was not saved.") }
        Output.tell("saved \(saved.lastPathComponent)")

        guard let data = await videoData(at: place.path("seed/video.mp4"), log: log)
        else { throw Shortfall(description: "The video could not be read.") }
        Output.tell("read \(data.count) bytes")

        // What goes wrong is one sentence in the log, and nil.
        _ = await saveVideo(from: "not a URL", to: place.path("seed/nothing.mp4"), log: log)
        _ = await videoData(at: place.path("seed/nothing.mp4"), log: log)
        return Int64(data.count)
    }
}
