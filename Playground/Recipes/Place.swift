internal import Downstream
internal import DownstreamTesting

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Where the recipes get their videos from, and where they put them.
struct Place: Sendable {
    /// The URL of a video that fits into memory.
    let video: String
    /// The URL of a video that is worth waiting for.
    let largeVideo: String
    /// The URL of a video of which a connection brings 10 MB a second.
    let slowVideo: String
    /// What it is called on the screen.
    let name: String
    private let folder: TemporaryFolder
    /// Serves as long as the place lasts; nil where the videos are somebody else's.
    private let origin: LoopbackOrigin?

    /// A place with a server of its own.
    static func own(_ folder: TemporaryFolder) throws -> Place {
        let origin = try LoopbackOrigin()
        let video = Data(PackageResources.video_mp4)
        origin.serve("/video.mp4", .bytes(video, type: "video/mp4", name: "video.mp4"))
        origin.serve("/large.mp4", .padded(video, to: 64 * 1024 * 1024))
        var slow = LoopbackOrigin.Resource.padded(video, to: 8 * 1024 * 1024)
        slow.bytesPerSecond = 10_000_000
        origin.serve("/slow.mp4", slow)
        return Place(
            video: origin.url("/video.mp4"),
            largeVideo: origin.url("/large.mp4"),
            slowVideo: origin.url("/slow.mp4"),
            name: "a server of our own at \(origin.url("/"))",
            folder: folder,
            origin: origin
        )
    }

    /// A place that fetches from a real URL.
    static func real(_ url: String, _ folder: TemporaryFolder) -> Place {
        let shown = Source(url).description
        return Place(
            video: url,
            largeVideo: url,
            slowVideo: url,
            name: shown,
            folder: folder,
            origin: nil
        )
    }

    /// The path of a file in the folder of the recipes.
    func path(_ name: String) -> String {
        folder.path + "/" + name
    }

    /// The size of a saved file in bytes.
    func size(of file: URL) throws -> Int64 {
        let path = file.path(percentEncoded: false)
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size]
        return (size as? any BinaryInteger).map { Int64($0) } ?? 0
    }

    /// Removes what a recipe has saved.
    func clear() {
        folder.clear()
    }
}

extension LoopbackOrigin.Resource {
    /// A video with a box of free space behind it: as valid, and as large as one likes.
    ///
    /// An MP4 file is a row of boxes, each with its size and four letters; players skip `free`.
    static func padded(_ video: Data, to size: Int) -> LoopbackOrigin.Resource {
        let free = UInt32(size - video.count)
        let sizeBytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: free >> $0) }
        let header = Data(sizeBytes) + Data("free".utf8)
        let beginning = video + header
        return LoopbackOrigin.Resource(size: Int64(size), type: "video/mp4", name: "large.mp4") {
            range in
            let known = Int(range.lowerBound)..<max(Int(range.lowerBound), beginning.count)
            let real = beginning[known.clamped(to: 0..<beginning.count)].prefix(range.count)
            return real + Data(count: range.count - real.count)
        }
    }
}
