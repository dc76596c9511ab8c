/// A form of IPv6 address whose packets end at an IPv4 address that it names.
struct EmbeddedAddress {
    /// Where the bytes that tell the form begin.
    private let start: Int
    private let pattern: [UInt8]
    /// Where the IPv4 address begins.
    private let offset: Int

    /// The IPv4 address in an IPv6 address of this form; nil for any other address.
    func address(in address: NetworkAddress) -> NetworkAddress? {
        guard address.bytes.count == 16, address.bytes.dropFirst(start).starts(with: pattern) else {
            return nil
        }
        return NetworkAddress(embeddedIn: address, at: offset)
    }
}

extension EmbeddedAddress {
    /// All forms; an address can be of several at once.
    static let forms: [EmbeddedAddress] = [
        // Mapped, ::ffff:0:0/96 (RFC 4291, section 2.5.5.2).
        EmbeddedAddress(start: 0, pattern: zeros(10) + [0xFF, 0xFF], offset: 12),
        // NAT64, 64:ff9b::/96 (RFC 6052, section 2.1).
        EmbeddedAddress(start: 0, pattern: [0x00, 0x64, 0xFF, 0x9B] + zeros(8), offset: 12),
        // 6to4, 2002::/16 (RFC 3056, section 2).
        EmbeddedAddress(start: 0, pattern: [0x20, 0x02], offset: 2),
        // ISATAP, under any prefix (RFC 5214, section 6.1).
        EmbeddedAddress(start: 8, pattern: [0x00, 0x00, 0x5E, 0xFE], offset: 12),
        EmbeddedAddress(start: 8, pattern: [0x02, 0x00, 0x5E, 0xFE], offset: 12),
    ]

    private static func zeros(_ count: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: count)
    }
}
