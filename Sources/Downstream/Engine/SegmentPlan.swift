/// Which connection fetches which bytes of a file: a value without connections.
///
/// What is missing is cut into about as many pieces as there are connections. One that is done takes
/// the next piece that nobody has; where there is none, it takes half of the largest that is left.
package struct SegmentPlan: Equatable {
    /// The bytes that one connection is to fetch.
    package struct Segment: Equatable {
        /// Which connection it is.
        package let id: Int
        /// The first of its bytes that has not come yet.
        package fileprivate(set) var next: Int64
        /// The byte behind its last one; it comes nearer when others take some of its bytes.
        package fileprivate(set) var end: Int64

        fileprivate var missing: Int64 { end - next }
    }

    /// What makes a plan: as a rule ``init(_:connections:smallest:)``.
    package typealias Maker =
        @Sendable (_ missing: [Range<Int64>], _ connections: Int, _ smallest: Int64) -> SegmentPlan

    /// What the smallest piece has as a rule: a request has its price too.
    package static let standardSize: Int64 = 1024 * 1024

    /// No piece is smaller unless what is missing is.
    private let smallest: Int64
    /// The pieces that nobody has, in their order.
    private var waiting: [Range<Int64>] = []
    private var running: [Segment] = []
    private var lastID = -1

    /// A plan for the bytes that are missing, so many connections, and pieces of at least this size.
    package init(
        _ missing: [Range<Int64>],
        connections: Int,
        smallest: Int64 = standardSize
    ) {
        self.smallest = max(1, smallest)
        let total = missing.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
        let size = max(self.smallest, total / Int64(max(1, connections)))
        for range in missing { waiting += cut(range, into: max(1, Int64(range.count) / size)) }
    }

    private func cut(_ range: Range<Int64>, into count: Int64) -> [Range<Int64>] {
        let size = Int64(range.count) / count
        let bounds =
            [range.lowerBound] + (1..<count).map { round(range.lowerBound + $0 * size) }
            + [range.upperBound]
        return zip(bounds, bounds.dropFirst()).map { $0..<$1 }
    }

    /// A place near this one where a piece may begin, so that as a rule no page belongs to two.
    private func round(_ place: Int64) -> Int64 { place - place % max(1, smallest / 16) }

    /// Whether nothing is missing any more.
    package var isComplete: Bool { waiting.isEmpty && running.allSatisfy { $0.missing == 0 } }

    /// Whether there is anything to fetch for one connection more.
    package var canBegin: Bool { !waiting.isEmpty || largest != nil }

    /// The segment of a connection; nil for one that is not at work.
    package subscript(id: Int) -> Segment? { running.first { $0.id == id } }

    /// Where the segment is that has most before it, if that is enough for two.
    private var largest: Int? {
        let index = running.indices.max { running[$0].missing < running[$1].missing }
        return index.flatMap { running[$0].missing >= 2 * smallest ? $0 : nil }
    }

    /// Takes bytes for one connection more; nil where there is nothing to fetch for it.
    ///
    /// - Parameter isLast: Whether the last piece of those that nobody has is to be taken, and not the
    ///   first.
    /// - Returns: Its segment.
    package mutating func begin(atEnd isLast: Bool = false) -> Segment? {
        if waiting.isEmpty, let largest {
            let segment = running[largest]
            let middle = round(segment.next + segment.missing / 2)
            running[largest].end = middle
            waiting = [middle..<segment.end]
        }
        guard !waiting.isEmpty else { return nil }
        let range = isLast ? waiting.removeLast() : waiting.removeFirst()
        lastID += 1
        let segment = Segment(id: lastID, next: range.lowerBound, end: range.upperBound)
        running.append(segment)
        return segment
    }

    /// Notes that bytes have come over a connection.
    ///
    /// - Returns: How many of them are its own; what follows is for others.
    package mutating func take(_ count: Int, by id: Int) -> Int {
        guard let index = running.firstIndex(where: { $0.id == id }) else { return 0 }
        let own = min(Int64(count), running[index].missing)
        running[index].next += own
        return Int(own)
    }

    /// Has a connection go on behind its end, as far as nobody has these bytes and not beyond `limit`.
    ///
    /// - Returns: Whether it has more bytes before it now.
    package mutating func extend(_ id: Int, upTo limit: Int64) -> Bool {
        guard let index = running.firstIndex(where: { $0.id == id }) else { return false }
        let end = running[index].end
        guard end < limit, let piece = waiting.firstIndex(where: { $0.lowerBound == end }) else {
            return false
        }
        let (range, newEnd) = (waiting[piece], min(waiting[piece].upperBound, limit))
        waiting.replaceSubrange(
            piece...piece,
            with: newEnd < range.upperBound ? [newEnd..<range.upperBound] : []
        )
        running[index].end = newEnd
        return true
    }

    /// Notes that a connection is over; what it lacks waits for others.
    package mutating func end(_ id: Int) {
        guard let index = running.firstIndex(where: { $0.id == id }) else { return }
        let segment = running.remove(at: index)
        guard segment.missing > 0 else { return }
        let place = waiting.firstIndex { $0.lowerBound > segment.next } ?? waiting.endIndex
        waiting.insert(segment.next..<segment.end, at: place)
    }
}
