internal import Downstream

/// The logger is one more consumer: it watches, and never slows the download.
enum Logger: Recipe {
    static let name = "logger"
    static let summary = "the same with a log: savedFile(observedBy: EventLogger())"

    static func run(at place: Place) async throws -> Int64 {
        let download = Download(from: place.largeVideo, to: .file(path: place.path("logger.mp4")))
        let logger = EventLogger(to: .closure { Output.tell($0) })

        guard let file = await download.savedFile(observedBy: logger) else {
            throw Shortfall(description: "There is no file; the log says why.")
        }

        return try place.size(of: file)
    }
}
