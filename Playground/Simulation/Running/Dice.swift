internal import DownstreamTesting

/// Choices that follow from a seed alone.
struct Dice: Sendable {
    private var generator: SeededGenerator

    /// The choices of one purpose: others of the same seed do not move them.
    init(seed: UInt64, for purpose: UInt64) {
        var mixer = SeededGenerator(seed: seed &* 0x1000 &+ purpose)
        generator = SeededGenerator(seed: mixer.next())
    }

    /// A number for whoever takes a seed.
    mutating func seed() -> UInt64 { generator.next() }

    /// A number from 0 to one below the bound, which is at least 1.
    mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: generator.next() >> 1) % max(1, bound)
    }

    /// A number of a range.
    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.count)
    }

    /// True once in so many times.
    mutating func oneIn(_ count: Int) -> Bool { below(count) == 0 }

    /// One of several, of which there is at least one.
    mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

    /// One of several by their weights.
    mutating func pick<Value>(_ weighted: KeyValuePairs<Value, Int>) -> Value {
        var rest = below(weighted.reduce(0) { $0 + $1.value })
        for (value, weight) in weighted {
            if rest < weight { return value }
            rest -= weight
        }
        return weighted[0].key
    }
}
