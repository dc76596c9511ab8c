/// Material Exchange Format: a partition pack, perhaps behind a run-in (SMPTE ST 377-1).
enum MXFSignature {
    private static let partitionPack: [UInt8] = [
        0x06, 0x0E, 0x2B, 0x34, 0x02, 0x05, 0x01, 0x01, 0x0D, 0x01, 0x02,
    ]
    /// How much further the last byte of a pack lies at the least, by the byte that is looked at.
    private static let steps: [Int] = {
        var steps = Array(repeating: partitionPack.count, count: 256)
        for (place, byte) in partitionPack.dropLast().enumerated() {
            steps[Int(byte)] = partitionPack.count - 1 - place
        }
        return steps
    }()

    @Sendable static func container(_ view: ByteView) -> MediaContainer? {
        // Most bytes are none of a pack's, so that few of the thousands are looked at (Horspool).
        let pack = partitionPack
        let steps = Self.steps
        var last = pack.count - 1
        while let byte = view[last] {
            if byte == pack.last, view.has(pack, at: last + 1 - pack.count) { return .mxf }
            last += steps[Int(byte)]
        }
        return nil
    }
}
