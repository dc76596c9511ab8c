/// Material Exchange Format: a partition pack, perhaps behind a run-in (SMPTE ST 377-1).
enum MXFSignature {
    private static let partitionPack: [UInt8] = [
        0x06, 0x0E, 0x2B, 0x34, 0x02, 0x05, 0x01, 0x01, 0x0D, 0x01, 0x02,
    ]

    @Sendable static func container(_ view: ByteView) -> MediaContainer? {
        // Most places differ in the first byte, and this looks at thousands of them.
        let places = (0..<view.count).lazy.filter { view[$0] == partitionPack[0] }
        return places.contains { view.has(partitionPack, at: $0) } ? .mxf : nil
    }
}
