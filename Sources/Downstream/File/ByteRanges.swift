/// Which bytes of a file are there: ranges in their order, with a gap between any two.
package struct ByteRanges: Equatable, Sendable {
    /// The ranges; none is empty.
    package private(set) var ranges: [Range<Int64>] = []

    /// No bytes.
    package init() {}

    /// The bytes from the beginning up to `end`.
    package init(upTo end: Int64) {
        insert(0..<max(0, end))
    }

    package var isEmpty: Bool { ranges.isEmpty }

    /// How many bytes there are.
    package var count: Int64 { ranges.reduce(0) { $0 + $1.upperBound - $1.lowerBound } }

    /// The byte behind the last one; 0 where there are none.
    package var end: Int64 { ranges.last?.upperBound ?? 0 }

    /// How many bytes there are from the beginning without a gap.
    package var prefix: Int64 {
        guard let first = ranges.first, first.lowerBound == 0 else { return 0 }
        return first.upperBound
    }

    /// Whether all of these bytes are there.
    package func contains(_ others: ByteRanges) -> Bool {
        others.ranges.allSatisfy { gaps(in: $0).isEmpty }
    }

    /// Adds bytes; they may be there already.
    package mutating func insert(_ range: Range<Int64>) {
        guard !range.isEmpty else { return }
        let first = ranges.firstIndex { $0.upperBound >= range.lowerBound } ?? ranges.count
        let last = ranges[first...].firstIndex { $0.lowerBound > range.upperBound } ?? ranges.count
        let neighbours = ranges[first..<last]
        let begin = min(range.lowerBound, neighbours.first?.lowerBound ?? range.lowerBound)
        let end = max(range.upperBound, neighbours.last?.upperBound ?? range.upperBound)
        ranges.replaceSubrange(first..<last, with: [begin..<end])
    }

    /// Takes away the first range if it begins at `offset`.
    ///
    /// - Returns: Where it ended; nil where no range begins there.
    package mutating func removeFirst(from offset: Int64) -> Int64? {
        guard let first = ranges.first, first.lowerBound == offset else { return nil }
        ranges.removeFirst()
        return first.upperBound
    }

    /// Those of the bytes that lie before `end`.
    package func clipped(to end: Int64) -> ByteRanges {
        var clipped = ByteRanges()
        clipped.ranges = ranges.map { $0.clamped(to: 0..<max(0, end)) }.filter { !$0.isEmpty }
        return clipped
    }

    /// The bytes of a range that are not there.
    package func gaps(in range: Range<Int64>) -> [Range<Int64>] {
        var gaps: [Range<Int64>] = []
        var place = range.lowerBound
        for there in ranges where there.upperBound > range.lowerBound {
            guard there.lowerBound < range.upperBound else { break }
            if there.lowerBound > place { gaps.append(place..<there.lowerBound) }
            place = there.upperBound
        }
        if place < range.upperBound { gaps.append(place..<range.upperBound) }
        return gaps
    }
}

extension ByteRanges: Codable {
    /// Reads pairs of numbers.
    ///
    /// - Throws: `DecodingError` for ranges that are empty, touch each other or are in another order.
    package init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        while !list.isAtEnd {
            var pair = try list.nestedUnkeyedContainer()
            let (first, end) = (try pair.decode(Int64.self), try pair.decode(Int64.self))
            guard first >= 0, first < end, pair.isAtEnd, ranges.isEmpty || self.end < first else {
                throw DecodingError.dataCorruptedError(
                    in: list,
                    debugDescription: "no row of ranges"
                )
            }
            ranges.append(first..<end)
        }
    }

    /// Writes each range as a pair: its first byte, and the one behind its last.
    package func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        for range in ranges {
            var pair = list.nestedUnkeyedContainer()
            try pair.encode(range.lowerBound)
            try pair.encode(range.upperBound)
        }
    }
}
