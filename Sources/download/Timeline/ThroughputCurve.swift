/// How many bytes arrived when: at most 512 buckets of equal width, however long it takes.
///
/// The buckets begin narrow. When the last one is passed, neighbours are joined and the width is
/// doubled, which keeps the sum of the bytes.
struct ThroughputCurve: Equatable {
    static let limit = 512

    /// When the first bucket begins, in seconds since the beginning of the run.
    let origin: Double
    /// The width of a bucket in seconds.
    private(set) var width = 1.0 / 1024
    /// The bytes of each bucket: whole numbers, as a `Double` so that no log can overflow them.
    private(set) var buckets: [Double] = []

    init(origin: Double) {
        self.origin = origin
    }

    /// All bytes.
    var sum: Double { buckets.reduce(0, +) }

    /// Adds bytes that arrived evenly between two times.
    mutating func add(_ transfer: TransferMeter.Transfer) {
        let begin = max(0, transfer.begin - origin)
        let end = max(begin, transfer.end - origin)
        while end >= width * Double(Self.limit) { widen() }

        let last = Int(end / width)
        let first = min(last, Int(begin / width))
        if buckets.count <= last {
            buckets += Array(repeating: 0, count: last + 1 - buckets.count)
        }
        var placed = 0.0
        for index in first..<last {
            // Up to the bucket's end, rounded as a whole: the parts then add up to all of it.
            let share = (Double(index + 1) * width - begin) / (end - begin)
            let sofar = (transfer.bytes * min(1, share)).rounded(.down)
            buckets[index] += sofar - placed
            placed = sofar
        }
        buckets[last] += transfer.bytes - placed
    }

    private mutating func widen() {
        width *= 2
        buckets = stride(from: 0, to: buckets.count, by: 2).map { index in
            buckets[index] + (index + 1 < buckets.count ? buckets[index + 1] : 0)
        }
    }
}

extension ThroughputCurve {
    /// A speed that held for some time.
    struct Step: Equatable {
        let begin: Double
        let end: Double
        let bytesPerSecond: Double
    }

    /// The curve up to a time, in steps of about this many seconds where the buckets are narrower.
    func steps(until time: Double, ofAbout seconds: Double) -> [Step] {
        let group = max(1, Int(min(Double(Self.limit), (seconds / width).rounded())))
        let length = Double(group) * width
        var groups = stride(from: 0, to: buckets.count, by: group).map { index in
            buckets[index..<min(index + group, buckets.count)].reduce(0, +)
        }
        // The last one is over when everything is; a sliver of it would show a speed by chance.
        var tail = min(length, time - origin - Double(groups.count - 1) * length)
        if groups.count > 1, tail < length / 4, let sliver = groups.popLast() {
            groups[groups.count - 1] += sliver
            tail += length
        }
        tail = max(tail, width / 4)
        return groups.enumerated().map { index, bytes in
            let begin = origin + Double(index) * length
            let duration = index == groups.count - 1 ? tail : length
            return Step(begin: begin, end: begin + duration, bytesPerSecond: bytes / duration)
        }
    }
}
