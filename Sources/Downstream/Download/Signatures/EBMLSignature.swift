/// Matroska and WebM: the document type in the header says which (RFC 8794, RFC 9559).
enum EBMLSignature {
    private static let documentType: UInt64 = 0x4282
    private static let containers: [String: MediaContainer] = [
        "webm": .webM, "matroska": .matroska,
    ]

    @Sendable static func container(_ view: ByteView) -> MediaContainer? {
        guard view.has([0x1A, 0x45, 0xDF, 0xA3]), let header = number(view, at: 4) else {
            return nil
        }
        var offset = 4 + header.length
        let end = header.isUnknown ? view.count : min(offset + header.value, view.count)
        while offset < end, let name = identifier(view, at: offset),
            let size = number(view, at: offset + name.length)
        {
            let start = offset + name.length + size.length
            if name.value == documentType {
                // Padding with zeros is allowed behind a string.
                let type = view[start..<start + size.value].prefix { $0 != 0 }
                return containers[String(decoding: type, as: UTF8.self)]
            }
            offset = start + size.value
        }
        return nil
    }

    /// An element's identifier, which keeps the bits that tell its length.
    private static func identifier(
        _ view: ByteView,
        at offset: Int
    ) -> (value: UInt64, length: Int)? {
        guard let first = view[offset], first >= 0x10 else { return nil }
        let length = first.leadingZeroBitCount + 1
        let bytes = view[offset..<offset + length]
        guard bytes.count == length else { return nil }
        return (bytes.reduce(0) { $0 << 8 | UInt64($1) }, length)
    }

    /// An element's size: at most 56 bits, and all of them set where it is unknown.
    private static func number(
        _ view: ByteView,
        at offset: Int
    ) -> (value: Int, length: Int, isUnknown: Bool)? {
        guard let first = view[offset], first != 0 else { return nil }
        let length = first.leadingZeroBitCount + 1
        let bytes = view[offset..<offset + length]
        guard bytes.count == length else { return nil }
        let most = 1 << (7 * length) - 1
        let value = bytes.reduce(0) { $0 << 8 | Int($1) } & most
        return (value, length, value == most)
    }
}
