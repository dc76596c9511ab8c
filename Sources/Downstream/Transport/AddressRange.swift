/// The addresses of one kind that begin with the same bits.
struct AddressRange {
    private let prefix: [UInt8]
    private let length: Int
    let kind: AddressKind

    /// IPv4 addresses by their leading bytes; what is left out is zero.
    init(_ bytes: [UInt8], _ length: Int, _ kind: AddressKind) {
        prefix = bytes
        self.length = length
        self.kind = kind
    }

    /// IPv6 addresses by their leading groups of 16 bits; what is left out is zero.
    init(groups: [UInt16], _ length: Int, _ kind: AddressKind) {
        self.init(groups.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }, length, kind)
    }

    /// Whether the address of these bytes begins with the bits of the range.
    func contains(_ bytes: [UInt8]) -> Bool {
        bytes.enumerated().allSatisfy { index, byte in
            let expected = index < prefix.count ? prefix[index] : 0
            let bits = min(max(length - index * 8, 0), 8)
            return (byte ^ expected) >> (8 - bits) == 0
        }
    }
}

extension AddressRange {
    /// The special IPv4 addresses (IANA's registry); the first match counts, the rest is public.
    static let ipv4: [AddressRange] = [
        AddressRange([0, 0, 0, 0], 32, .unspecified),
        AddressRange([0], 8, .reserved),
        AddressRange([10], 8, .private),
        AddressRange([100, 64], 10, .shared),
        AddressRange([127], 8, .loopback),
        AddressRange([169, 254], 16, .linkLocal),
        AddressRange([172, 16], 12, .private),
        AddressRange([192, 0, 0], 24, .reserved),
        AddressRange([192, 0, 2], 24, .documentation),
        AddressRange([192, 88, 99], 24, .reserved),
        AddressRange([192, 168], 16, .private),
        AddressRange([198, 18], 15, .benchmarking),
        AddressRange([198, 51, 100], 24, .documentation),
        AddressRange([203, 0, 113], 24, .documentation),
        AddressRange([224], 4, .multicast),
        AddressRange([255, 255, 255, 255], 32, .broadcast),
        AddressRange([240], 4, .reserved),
    ]

    /// The kinds of IPv6 addresses; the first match counts, the rest is reserved.
    ///
    /// A range that holds IPv4 addresses is public here; the embedded address is judged beside it.
    static let ipv6: [AddressRange] = [
        AddressRange(groups: [0, 0, 0, 0, 0, 0, 0, 0], 128, .unspecified),
        AddressRange(groups: [0, 0, 0, 0, 0, 0, 0, 1], 128, .loopback),
        AddressRange(groups: [0, 0, 0, 0, 0, 0xFFFF], 96, .publicUnicast),
        AddressRange(groups: [0x0064, 0xFF9B], 96, .publicUnicast),
        AddressRange(groups: [0x2001], 23, .reserved),
        AddressRange(groups: [0x2001, 0x0DB8], 32, .documentation),
        AddressRange(groups: [0x3FFF], 20, .documentation),
        AddressRange(groups: [0x2000], 3, .publicUnicast),
        AddressRange(groups: [0xFC00], 7, .private),
        AddressRange(groups: [0xFE80], 10, .linkLocal),
        AddressRange(groups: [0xFEC0], 10, .private),
        AddressRange(groups: [0xFF00], 8, .multicast),
    ]
}
