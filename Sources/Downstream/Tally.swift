/// How many there are of each kind; one of which there is none takes no room.
struct Tally<Kind: Hashable> {
    private var counts: [Kind: Int] = [:]

    /// How many there are of a kind.
    subscript(kind: Kind) -> Int { counts[kind] ?? 0 }

    /// Counts one more of a kind.
    mutating func add(_ kind: Kind) {
        counts[kind, default: 0] += 1
    }

    /// Counts one less of a kind of which there is one.
    mutating func remove(_ kind: Kind) {
        guard let index = counts.index(forKey: kind) else { return }
        counts.values[index] -= 1
        if counts.values[index] == 0 { counts.remove(at: index) }
    }
}
