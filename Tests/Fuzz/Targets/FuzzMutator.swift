/// Inputs that begin as samples and are made worse, the same for the same seed.
struct FuzzMutator {
    private static let longest = 4096

    private let samples: [[UInt8]]
    private let words: [[UInt8]]
    private var random: SeededGenerator

    init(_ target: FuzzTarget, seed: UInt64) {
        samples = target.samples
        words = (target.words + FuzzTarget.hostileWords).map { Array($0.utf8) }
        random = SeededGenerator(seed: seed)
    }

    /// The next input: now and then a sample as it is.
    mutating func next() -> FuzzInput {
        var bytes = sample()
        for _ in 0..<Int.random(in: 0...4, using: &random) { change(&bytes) }
        return FuzzInput(bytes: Array(bytes.prefix(Self.longest)))
    }

    private mutating func sample() -> [UInt8] {
        samples.randomElement(using: &random) ?? []
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        let length = min(Int.random(in: 1...8, using: &random), bytes.count - place)
        let range = place..<place + length
        switch Int.random(in: 0..<8, using: &random) {
        case 0 where place < bytes.count:
            bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1 where place < bytes.count:
            bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 2: bytes.removeSubrange(range)
        case 3: bytes.insert(contentsOf: bytes[range], at: place)
        case 4: bytes.removeSubrange(place...)
        case 5:
            let other = sample()
            bytes = Array(bytes[..<place]) + other.dropFirst(min(place, other.count))
        case 6: bytes.replaceSubrange(range, with: word())
        default: bytes.insert(contentsOf: word(), at: place)
        }
    }

    private mutating func word() -> [UInt8] {
        words.randomElement(using: &random) ?? []
    }
}
