internal import Downstream
internal import DownstreamTesting

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A file on the simulated server, with all the versions that it will ever have.
struct Resource: Sendable {
    /// What a server says to tell one version from another.
    enum Proof: String, Sendable {
        case none
        /// A weak tag, the same for all versions.
        case weakTag
        case strongTag
        /// A strong tag that stays when the file changes; its size changes with it, and is always told.
        case lyingTag
        case strongDate
        /// A date in an answer that does not say when it was made.
        case weakDate
        /// A strong tag beside a weaker date.
        case tagAndDate
    }

    /// What the file is at one time.
    struct Version: Sendable, Equatable {
        let bytes: Data
        /// The fields that tell it from others.
        let fields: [HeaderField]
        /// The digest that the server sends of it; nil where it sends none.
        let digest: Checksum?
        let checksum: Checksum

        /// What an `If-Range` has to be to mean this version; nil where nothing proves it.
        let proof: String?
    }

    let path: String
    let proof: Proof
    /// Whether heads tell how long bodies are.
    let tellsLength: Bool
    /// Whether parts of it are sent.
    let hasRanges: Bool
    let versions: [Version]
    /// Which version the server has.
    var current = 0

    var now: Version { versions[current] }

    /// Whether wrong bytes would be noticed.
    var hasDigest: Bool { now.digest != nil }

    /// A file whose versions follow from the dice; `twin` has another path, and the same validators.
    init(path: String, _ dice: inout Dice, twin: Resource? = nil) {
        self.path = path
        proof =
            twin?.proof
            ?? dice.pick([
                .none: 2, .weakTag: 3, .strongTag: 14, .lyingTag: 3, .strongDate: 4, .weakDate: 1,
                .tagAndDate: 3,
            ])
        tellsLength = twin?.tellsLength ?? (proof == .lyingTag || !dice.oneIn(5))
        hasRanges = twin?.hasRanges ?? !dice.oneIn(20)
        let hasDigest = twin.map(\.hasDigest) ?? dice.oneIn(4)
        let first = twin?.now.bytes.count ?? Self.size(&dice)
        let count = first > 200_000 ? 2 : dice.number(1...4)
        var versions: [Version] = []
        var size = first
        for number in 0..<count {
            let salt = dice.seed()
            versions.append(Self.version(number, proof, hasDigest, Self.bytes(size, salt)))
            let changes = proof == .lyingTag || dice.oneIn(2)
            if changes { size += dice.number(1...max(1, min(size, 2_000))) }
        }
        self.versions = versions
    }

    private static func size(_ dice: inout Dice) -> Int {
        let limit = dice.pick([60: 4, 3_000: 8, 20_000: 8, 120_000: 3, 400_000: 1])
        // One in so many is larger than what may wait for a consumer.
        return dice.oneIn(40) ? dice.number(1_500_000...2_500_000) : dice.number(1...limit)
    }

    /// Bytes of which no eight are the same as others at their place.
    private static func bytes(_ count: Int, _ salt: UInt64) -> Data {
        var generator = SeededGenerator(seed: salt)
        var data = Data(capacity: count + 8)
        while data.count < count {
            unsafe withUnsafeBytes(of: generator.next()) { unsafe data.append(contentsOf: $0) }
        }
        data.removeLast(data.count - count)
        return data
    }

    private static func version(
        _ number: Int,
        _ proof: Proof,
        _ hasDigest: Bool,
        _ bytes: Data
    ) -> Version {
        let date = HTTPDateText.text(1_699_000_000 + Int64(number) * 86_400)
        let fields: [HeaderField] =
            switch proof {
            case .none: []
            case .weakTag: [HeaderField("ETag", "W/\"same\"")]
            case .strongTag: [HeaderField("ETag", "\"v\(number)\"")]
            case .lyingTag: [HeaderField("ETag", "\"same\"")]
            case .strongDate, .weakDate: [HeaderField("Last-Modified", date)]
            case .tagAndDate:
                [HeaderField("ETag", "\"v\(number)\""), HeaderField("Last-Modified", date)]
            }
        let checksum = Self.checksum(of: bytes)
        return Version(
            bytes: bytes,
            fields: fields,
            digest: hasDigest ? checksum : nil,
            checksum: checksum,
            proof: fields.first?.value
        )
    }

    private static func checksum(of bytes: Data) -> Checksum {
        guard let digest = try? MessageDigest(.sha256) else { return Checksum(.sha256, bytes: []) }
        unsafe bytes.withUnsafeBytes { unsafe digest.update($0) }
        return (try? digest.finish()) ?? Checksum(.sha256, bytes: [])
    }
}
