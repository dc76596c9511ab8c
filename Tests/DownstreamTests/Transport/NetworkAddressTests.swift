import Downstream
import DownstreamTesting
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

@Suite("Reading addresses", .timeLimit(.minutes(5)))
struct NetworkAddressTests {
    private func read(_ bytes: [UInt8]) -> NetworkAddress? {
        unsafe bytes.withUnsafeBytes { unsafe NetworkAddress($0) }
    }

    @Test(arguments: [
        ("0.0.0.0", "0.0.0.0"),
        ("8.8.4.4", "8.8.4.4"),
        ("255.255.255.255", "255.255.255.255"),
        ("::", "::"),
        ("::1", "::1"),
        ("0:0:0:0:0:0:0:1", "::1"),
        ("2001:DB8::7", "2001:db8::7"),
        ("2001:0db8:0000:0000:0001:0000:0000:0001", "2001:db8::1:0:0:1"),
        ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"),
        ("::ffff:7f00:1", "::ffff:127.0.0.1"),
        ("::FFFF:127.0.0.1", "::ffff:127.0.0.1"),
        ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
        ("fe80::1%eth0", "fe80::1"),
        ("fe80::1%", "fe80::1"),
        ("fe80::1%a%b", "fe80::1"),
    ])
    func `reads and writes a text`(text: String, expected: String) throws {
        let address = try #require(NetworkAddress(text: text))

        #expect(address.description == expected)
        #expect(NetworkAddress(text: expected) == address)
    }

    @Test(arguments: [
        "", " ", "localhost", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.4 ", " 1.2.3.4",
        "1.2.3.4.", "01.2.3.4", "127.1", "0x7f.1", "2130706433", "017700000001", "1.2.3.4%eth0",
        "1.2.3.4\0", "::1\0", "1.2.3.4:80", "[::1]", ":", ":::", "1::2::3", "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9", "12345::", "::g", "::1.2.3", "::1.2.3.4:5", "%eth0", "::1/128",
        "١.٢.٣.٤",
    ])
    func `refuses other texts`(text: String) {
        #expect(NetworkAddress(text: text) == nil)
    }

    @Test(arguments: ["8.8.8.8", "127.0.0.1", "::1", "2606:4700::6810:84e5", "::ffff:10.0.0.1"])
    func `reads a socket's address at any alignment`(text: String) throws {
        let address = try #require(NetworkAddress(text: text))
        let bytes = SocketAddress(address.bytes).bytes

        for shift in 0..<8 {
            let shifted = [UInt8](repeating: 0xFF, count: shift) + bytes
            let found = unsafe shifted.withUnsafeBytes {
                unsafe NetworkAddress(UnsafeRawBufferPointer(rebasing: $0[shift...]))
            }
            #expect(found == address)
        }
        // Callers may hand over more than the address, for example a sockaddr_storage.
        #expect(read(bytes + [UInt8](repeating: 0xFF, count: 100)) == address)
    }

    @Test func `refuses a socket's address whose end is missing`() {
        let ipv4 = SocketAddress([8, 8, 8, 8]).bytes
        let ipv6 = SocketAddress([0x20, 0x01] + [UInt8](repeating: 1, count: 14)).bytes
        #expect(ipv4.count == 16)
        #expect(ipv6.count == 28)

        for count in 0..<28 {
            #expect(read(Array(ipv6.prefix(count))) == nil)
            #expect((read(Array(ipv4.prefix(count))) == nil) == (count < 16))
        }
        #expect(unsafe NetworkAddress(UnsafeRawBufferPointer(start: nil, count: 0)) == nil)
    }

    @Test(arguments: [AF_UNSPEC, AF_UNIX, 29, 255].filter { $0 != AF_INET && $0 != AF_INET6 })
    func `refuses other families`(family: Int32) {
        let rest = [UInt8](repeating: 8, count: 126)

        #expect(read(SocketAddress(family: family, rest: rest).bytes) == nil)
    }

    @Test func `is quiet about bytes of any kind`() {
        var random = SeededGenerator(seed: 54)
        for _ in 0..<5000 {
            let count = Int.random(in: 0...40, using: &random)
            var bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            let family = [AF_INET, AF_INET6, AF_UNIX].randomElement(using: &random)
            if let family, Bool.random(using: &random) {
                bytes = SocketAddress(family: family, rest: bytes).bytes
            }
            guard let address = read(bytes) else { continue }
            #expect(NetworkAddress(text: address.description) == address)
        }
    }

    @Test func `is quiet about text of any kind`() {
        var random = SeededGenerator(seed: 55)
        let letters = Array("0123456789abcdefF::::....%[]x \0é")
        for _ in 0..<5000 {
            let count = Int.random(in: 0...24, using: &random)
            let text = String((0..<count).compactMap { _ in letters.randomElement(using: &random) })
            guard let address = NetworkAddress(text: text) else { continue }
            #expect(NetworkAddress(text: address.description) == address)
        }
    }
}
