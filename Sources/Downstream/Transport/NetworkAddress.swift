#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// An IPv4 or IPv6 address as a socket has it, without port and zone.
package struct NetworkAddress: Equatable, Sendable {
    /// The 4 or 16 bytes of the address, in network order.
    package let bytes: [UInt8]

    /// The address in a `sockaddr`; nil for another family or where the end is missing.
    package init?(_ address: UnsafeRawBufferPointer) {
        guard address.count >= MemoryLayout<sockaddr>.size else { return nil }
        let family = unsafe address.loadUnaligned(as: sockaddr.self).sa_family
        // Port, and for IPv6 the flow label, come first; the offsets are the same on all systems.
        switch (Int32(family), address.count) {
        case (AF_INET, MemoryLayout<sockaddr_in>.size...): bytes = unsafe Array(address[4..<8])
        case (AF_INET6, MemoryLayout<sockaddr_in6>.size...): bytes = unsafe Array(address[8..<24])
        default: return nil
        }
    }

    /// The address in a text without brackets, whose zone (`%eth0`) is ignored.
    package init?(text: String) {
        // C ends a text at the first zero byte, and would not see what comes after it.
        guard !text.utf8.contains(0) else { return nil }
        let isIPv6 = text.utf8.contains(UInt8(ascii: ":"))
        let plain = isIPv6 ? String(text.prefix { $0 != "%" }) : text
        var bytes = [UInt8](repeating: 0, count: isIPv6 ? 16 : 4)
        guard unsafe inet_pton(isIPv6 ? AF_INET6 : AF_INET, plain, &bytes) == 1 else { return nil }
        self.bytes = bytes
    }

    /// The address that the host of a URL is, in any notation; nil where it is a name.
    package init?(host: String) {
        if host.hasPrefix("["), host.hasSuffix("]") {
            self.init(text: String(host.dropFirst().dropLast()))
            return
        }
        // "127.1" and "0x7f000001" are 127.0.0.1, for libcurl as for this.
        var address = in_addr()
        guard !host.utf8.contains(0), unsafe inet_aton(host, &address) != 0 else { return nil }
        self.init(bytes: unsafe withUnsafeBytes(of: address.s_addr) { unsafe Array($0) })
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The IPv4 address within an IPv6 address.
    init(embeddedIn address: NetworkAddress, at offset: Int) {
        bytes = Array(address.bytes[offset..<(offset + 4)])
    }
}

extension NetworkAddress: CustomStringConvertible {
    /// The address as RFC 5952 writes it.
    package var description: String {
        let family = bytes.count == 16 ? AF_INET6 : AF_INET
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        _ = unsafe inet_ntop(family, bytes, &text, socklen_t(text.count))
        return String(
            decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)),
            as: UTF8.self
        )
    }
}
