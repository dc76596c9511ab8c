internal import Downstream

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The bytes of a file that somebody was told, each at its place.
struct ToldBytes {
    /// Where they lie.
    private(set) var ranges = ByteRanges()
    /// The file as far as it was told, with anything in its gaps.
    private var bytes = Data()

    /// How many they are.
    var count: Int64 { ranges.count }

    /// Takes the bytes of a chunk; false where some of them were told before.
    mutating func take(_ chunk: DownloadEvent.Chunk) -> Bool {
        let (start, end) = (Int(chunk.offset), Int(chunk.offset) + chunk.bytes.count)
        let range = Int64(start)..<Int64(end)
        let isNew = ranges.gaps(in: range) == [range]
        if bytes.count < end { bytes.append(Data(count: end - bytes.count)) }
        bytes.replaceSubrange(start..<end, with: chunk.bytes)
        ranges.insert(range)
        return isNew
    }

    /// Forgets those from a place on.
    mutating func drop(from place: Int64) {
        ranges = ranges.clipped(to: place)
        if bytes.count > Int(ranges.end) { bytes.removeLast(bytes.count - Int(ranges.end)) }
    }

    /// Whether a file has all of them at their places.
    func areIn(_ file: Data) -> Bool {
        ranges.ranges.allSatisfy { range in
            let range = Int(range.lowerBound)..<Int(range.upperBound)
            return range.upperBound <= file.count
                && file[file.startIndex + range.lowerBound..<file.startIndex + range.upperBound]
                    == bytes[range]
        }
    }

    /// The bytes from the beginning up to the first gap.
    var prefix: Data { Data(bytes.prefix(Int(ranges.prefix))) }
}
