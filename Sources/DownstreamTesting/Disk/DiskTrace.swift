/// What was done on a disk, as lines.
struct DiskTrace: Sendable {
    private static let limit = 10_000

    private(set) var lines: [String] = []

    mutating func note(_ line: String) {
        if lines.count == Self.limit { lines.removeFirst(Self.limit / 2) }
        lines.append(line)
    }
}
