#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The bytes of a `sockaddr`, as the system lays them out.
struct SocketAddress {
    let bytes: [UInt8]

    /// A `sockaddr_in` for 4 bytes, a `sockaddr_in6` for 16, of port 443.
    init(_ address: [UInt8]) {
        if address.count == 4 {
            self.init(family: AF_INET, rest: [0x01, 0xBB] + address + Self.zeros(8))
        } else {
            let flow: [UInt8] = [0xDE, 0xAD, 0xBE, 0xEF]
            self.init(family: AF_INET6, rest: [0x01, 0xBB] + flow + address + Self.zeros(4))
        }
    }

    init(family: Int32, rest: [UInt8]) {
        #if canImport(Darwin)
        bytes = [UInt8(2 + rest.count), UInt8(family)] + rest
        #else
        let family = sa_family_t(family)
        bytes = unsafe withUnsafeBytes(of: family) { unsafe Array($0) } + rest
        #endif
    }

    /// What the system makes of a text, without asking a server; nil where it refuses it.
    init?(numeric text: String) {
        var hints = unsafe addrinfo()
        unsafe hints.ai_flags = AI_NUMERICHOST
        var found: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(text, nil, &hints, &found) == 0 else { return nil }
        defer { unsafe freeaddrinfo(found) }
        guard let address = unsafe found?.pointee else { return nil }
        let length = unsafe Int(address.ai_addrlen)
        bytes = unsafe Array(UnsafeRawBufferPointer(start: address.ai_addr, count: length))
    }

    private static func zeros(_ count: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: count)
    }
}
