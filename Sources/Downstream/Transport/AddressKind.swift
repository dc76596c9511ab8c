/// What an address is for; the raw value is what a sentence calls it.
enum AddressKind: String {
    case publicUnicast = "a public address"
    case unspecified = "an unspecified address"
    case loopback = "a loopback address"
    case `private` = "a private address"
    case linkLocal = "a link-local address"
    case shared = "a shared (carrier-grade NAT) address"
    case multicast = "a multicast address"
    case broadcast = "a broadcast address"
    case documentation = "a documentation address"
    case benchmarking = "a benchmarking address"
    case reserved = "a reserved address"
}

extension AddressKind {
    /// The kind of an address; of one with others embedded, the first kind that is not public.
    init(of address: NetworkAddress) {
        let isIPv4 = address.bytes.count == 4
        let ranges = isIPv4 ? AddressRange.ipv4 : AddressRange.ipv6
        let range = ranges.first { $0.contains(address.bytes) }
        let kind = range?.kind ?? (isIPv4 ? .publicUnicast : .reserved)
        let embedded = EmbeddedAddress.forms.compactMap { $0.address(in: address) }
        let kinds = [kind] + embedded.map { AddressKind(of: $0) }
        self = kinds.first { $0 != .publicUnicast } ?? .publicUnicast
    }
}

extension NetworkAddress {
    /// Whether the address is one host's on the public internet (IANA's registries, strictly read).
    package var isPublic: Bool { AddressKind(of: self) == .publicUnicast }

    /// What a sentence calls the address, for example "a loopback address".
    package var kindName: String { AddressKind(of: self).rawValue }
}
