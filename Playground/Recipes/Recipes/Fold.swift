internal import Downstream

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The fold: all events become one value, the file or nil.
enum Fold: Recipe {
    static let name = "fold"
    static let summary = "the file or nil: await download.savedFile()"

    static func run(at place: Place) async throws -> Int64 {
        let download = Download(from: place.largeVideo, to: .file(path: place.path("fold.mp4")))

        guard let file = await download.savedFile() else {
            throw Shortfall(description: "There is no file; file() would say why.")
        }

        Output.tell("saved \(file.lastPathComponent)")
        return try place.size(of: file)
    }
}
