/// A walk over the top-level boxes of an ISO base media file, which finds the end that is missing.
///
/// The walk reads nothing itself: its owner reads `nextHeader` until that is nil.
package struct BoxWalk: Sendable {
    private static let mostBoxes = 100_000

    private let size: Int64
    /// Where the next box begins; nil when the walk is over.
    private var offset: Int64? = 0
    private var boxes = 0
    /// How many bytes the last box extends beyond the end of the file.
    ///
    /// It is nil while the walk goes on, for a complete file, and where that cannot be told: a good
    /// file must not be called cut.
    package private(set) var missing: Int64?

    /// A walk over a file of a size in bytes.
    package init(size: Int64) {
        self.size = size
    }

    /// The bytes to take next, at most sixteen of them; nil when the walk is over.
    package var nextHeader: Range<Int64>? {
        guard let offset, offset < size else { return nil }
        return offset..<offset + min(16, size - offset)
    }

    /// Takes the bytes of `nextHeader`.
    package mutating func take(_ bytes: [UInt8]) {
        guard let range = nextHeader else { return }
        boxes += 1
        offset = nil
        guard bytes.count == range.count, let header = BoxHeader(ByteView(bytes), at: 0),
            let length = header.size
        else { return }
        let left = size - range.lowerBound
        guard length > left else {
            if boxes < Self.mostBoxes { offset = range.lowerBound + length }
            return
        }
        // Whatever somebody has appended to a good file reads like a box, too, and a huge one.
        guard BoxHeader.topLevelTypes.contains(header.type) else { return }
        missing = length - left
    }
}
