/// Material Exchange Format: a partition pack, perhaps behind a run-in (SMPTE ST 377-1).
enum MXFSignature {
    private static let partitionPack: [UInt8] = [
        0x06, 0x0E, 0x2B, 0x34, 0x02, 0x05, 0x01, 0x01, 0x0D, 0x01, 0x02,
    ]

    @Sendable static func container(_ view: ByteView) -> MediaContainer? {
        // Of thousands of bytes few are its first, and those are found many at a time.
        let pack = partitionPack
        var place = 0
        while let start = view.firstOffset(of: pack[0], from: place) {
            if view[start + 1] == pack[1], view.has(pack, at: start) { return .mxf }
            place = start + 1
        }
        return nil
    }
}
