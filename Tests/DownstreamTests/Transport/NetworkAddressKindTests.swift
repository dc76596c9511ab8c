import Downstream
import DownstreamTesting
import Testing

@Suite("Telling public addresses from others", .timeLimit(.minutes(5)))
struct NetworkAddressKindTests {
    /// Addresses of one kind by their ends, and what is public on either side.
    struct Block: Sendable, CustomTestStringConvertible {
        let first: String
        let last: String
        let kind: String
        let neighbours: [String]
        var testDescription: String { "\(first) to \(last)" }

        init(_ first: String, _ last: String, _ kind: String, _ neighbours: String...) {
            self.first = first
            self.last = last
            self.kind = kind
            self.neighbours = neighbours
        }
    }

    /// The end of an IPv6 address whose last bits are all set.
    private static let end = "ffff:ffff:ffff:ffff:ffff"

    private func kind(_ text: String) throws -> String {
        let address = try #require(NetworkAddress(text: text), "\(text)")
        #expect(address.isPublic == (address.kindName == "a public address"), "\(text)")
        return address.kindName
    }

    @Test(arguments: [
        Block("0.0.0.0", "0.0.0.0", "an unspecified address"),
        Block("0.0.0.1", "0.255.255.255", "a reserved address", "1.0.0.0"),
        Block("10.0.0.0", "10.255.255.255", "a private address", "9.255.255.255", "11.0.0.0"),
        Block(
            "100.64.0.0",
            "100.127.255.255",
            "a shared (carrier-grade NAT) address",
            "100.63.255.255",
            "100.128.0.0"
        ),
        Block("127.0.0.0", "127.255.255.255", "a loopback address", "126.255.255.255", "128.0.0.0"),
        Block(
            "169.254.0.0",
            "169.254.255.255",
            "a link-local address",
            "169.253.255.255",
            "169.255.0.0"
        ),
        Block("172.16.0.0", "172.31.255.255", "a private address", "172.15.255.255", "172.32.0.0"),
        Block("192.0.0.0", "192.0.0.255", "a reserved address", "191.255.255.255", "192.0.1.0"),
        Block("192.0.2.0", "192.0.2.255", "a documentation address", "192.0.1.255", "192.0.3.0"),
        Block(
            "192.88.99.0",
            "192.88.99.255",
            "a reserved address",
            "192.88.98.255",
            "192.88.100.0"
        ),
        Block(
            "192.168.0.0",
            "192.168.255.255",
            "a private address",
            "192.167.255.255",
            "192.169.0.0"
        ),
        Block(
            "198.18.0.0",
            "198.19.255.255",
            "a benchmarking address",
            "198.17.255.255",
            "198.20.0.0"
        ),
        Block(
            "198.51.100.0",
            "198.51.100.255",
            "a documentation address",
            "198.51.99.255",
            "198.51.101.0"
        ),
        Block(
            "203.0.113.0",
            "203.0.113.255",
            "a documentation address",
            "203.0.112.255",
            "203.0.114.0"
        ),
        Block("224.0.0.0", "239.255.255.255", "a multicast address", "223.255.255.255"),
        Block("240.0.0.0", "255.255.255.254", "a reserved address"),
        Block("255.255.255.255", "255.255.255.255", "a broadcast address"),
    ])
    func `knows the ranges of IPv4`(block: Block) throws {
        #expect(try kind(block.first) == block.kind)
        #expect(try kind(block.last) == block.kind)
        for neighbour in block.neighbours { #expect(try kind(neighbour) == "a public address") }
    }

    @Test(arguments: [
        Block("::", "::", "an unspecified address"),
        Block("::1", "::1", "a loopback address"),
        Block("::2", "::fffe:ffff:ffff", "a reserved address", "::ffff:1.0.0.0"),
        Block("::1:0:0:0", "64:ff9a:ffff:\(end)", "a reserved address", "64:ff9b::1.0.0.0"),
        Block("64:ff9b::1:0:0", "64:ff9b:0:\(end)", "a reserved address"),
        Block("64:ff9b:1::", "64:ff9b:1:\(end)", "a reserved address"),
        Block("64:ff9b:2::", "1fff:ffff:ffff:\(end)", "a reserved address", "2000::"),
        Block("100::", "100::1:ffff:ffff:ffff:ffff", "a reserved address"),
        Block(
            "2001::",
            "2001:1ff:ffff:\(end)",
            "a reserved address",
            "2000:ffff:ffff:\(end)",
            "2001:200::"
        ),
        Block("2001:2::", "2001:2:0:\(end)", "a reserved address"),
        Block("2001:10::", "2001:2f:ffff:\(end)", "a reserved address"),
        Block(
            "2001:db8::",
            "2001:db8:ffff:\(end)",
            "a documentation address",
            "2001:db7:ffff:\(end)",
            "2001:db9::"
        ),
        Block("2002::", "2002:0:0:\(end)", "an unspecified address", "2001:ffff:ffff:\(end)"),
        Block("2002:ffff:ffff::", "2002:ffff:ffff:\(end)", "a broadcast address", "2003::"),
        Block(
            "3fff::",
            "3fff:fff:ffff:\(end)",
            "a documentation address",
            "3ffe:ffff:ffff:\(end)",
            "3fff:1000::"
        ),
        Block("4000::", "fbff:ffff:ffff:\(end)", "a reserved address", "3fff:ffff:ffff:\(end)"),
        Block("5f00::", "5f00:ffff:ffff:\(end)", "a reserved address"),
        Block("fc00::", "fdff:ffff:ffff:\(end)", "a private address"),
        Block("fe00::", "fe7f:ffff:ffff:\(end)", "a reserved address"),
        Block("fe80::", "febf:ffff:ffff:\(end)", "a link-local address"),
        Block("fec0::", "feff:ffff:ffff:\(end)", "a private address"),
        Block("ff00::", "ffff:ffff:ffff:\(end)", "a multicast address"),
    ])
    func `knows the ranges of IPv6`(block: Block) throws {
        #expect(try kind(block.first) == block.kind)
        #expect(try kind(block.last) == block.kind)
        for neighbour in block.neighbours { #expect(try kind(neighbour) == "a public address") }
    }

    @Test(arguments: [
        "0.0.0.0", "0.0.0.1", "1.0.0.0", "8.8.8.8", "10.0.0.1", "100.64.0.1", "127.0.0.1",
        "169.254.169.254", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1",
        "192.168.1.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    ])
    func `judges an IPv4 address wherever it is embedded`(text: String) throws {
        let expected = try kind(text)
        let address = try #require(NetworkAddress(text: text))
        let bytes = address.bytes.map(Int.init)
        let high = String(bytes[0] << 8 | bytes[1], radix: 16)
        let low = String(bytes[2] << 8 | bytes[3], radix: 16)

        #expect(try kind("::ffff:\(text)") == expected)
        #expect(try kind("64:ff9b::\(text)") == expected)
        #expect(try kind("2002:\(high):\(low)::") == expected)
        #expect(try kind("2002:\(high):\(low):1:2:3:4:5") == expected)
        #expect(try kind("2606:4700::5efe:\(text)") == expected)
        #expect(try kind("2606:4700:1:2:200:5efe:\(text)") == expected)
    }

    /// These begin with the bytes that tell 6to4 in IPv6.
    @Test(arguments: ["32.2.0.0", "32.2.127.0", "32.2.10.1"])
    func `looks for none in IPv4`(text: String) throws {
        #expect(try kind(text) == "a public address")
    }

    @Test(arguments: [
        ("2002:808:808::5efe:127.0.0.1", "a loopback address"),
        ("2002:7f00:1::5efe:8.8.8.8", "a loopback address"),
        ("2002:808:808::5efe:8.8.4.4", "a public address"),
        ("fe80::5efe:8.8.8.8", "a link-local address"),
        ("fd00::200:5efe:8.8.8.8", "a private address"),
        ("2001:db8::5efe:8.8.8.8", "a documentation address"),
    ])
    func `lets the worst decide where several count`(text: String, expected: String) throws {
        #expect(try kind(text) == expected)
    }

    @Test(arguments: [
        ("::127.0.0.1", "a reserved address"),
        ("::8.8.8.8", "a reserved address"),
        ("::ffff:0:8.8.8.8", "a reserved address"),
        ("::5efe:8.8.8.8", "a reserved address"),
        ("64:ff9b:1::8.8.8.8", "a reserved address"),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", "a reserved address"),
        ("2001:0:808:808:0:ffff:f7f7:f7f7", "a reserved address"),
        ("2606:4700::100:5efe:127.0.0.1", "a public address"),
        ("2606:4700::5eff:127.0.0.1", "a public address"),
        ("2606:4700::127.0.0.1", "a public address"),
        ("2606:4700::ffff:127.0.0.1", "a public address"),
    ])
    func `sees none where the form says otherwise`(text: String, expected: String) throws {
        #expect(try kind(text) == expected)
    }

    @Test func `is quiet about addresses of any kind`() throws {
        var random = SeededGenerator(seed: 56)
        for round in 0..<5000 {
            let bytes = (0..<(round % 2 == 0 ? 4 : 16)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let socket = SocketAddress(bytes)
            let address = unsafe socket.bytes.withUnsafeBytes { unsafe NetworkAddress($0) }
            _ = try kind(#require(address).description)
        }
    }

    /// Notations that reach the resolver; the address it makes of them is judged, never the text.
    @Test(arguments: [
        ("127.0.0.1", "a loopback address"),
        ("127.1", "a loopback address"),
        ("0x7f.1", "a loopback address"),
        ("2130706433", "a loopback address"),
        ("017700000001", "a loopback address"),
        ("127.0.0.1.", "a loopback address"),
        ("[::ffff:7f00:1]", "a loopback address"),
        ("::ffff:7f00:1", "a loopback address"),
        ("0", "an unspecified address"),
        ("10.1", "a private address"),
        ("0300.0250.1", "a private address"),
        ("0xa9fea9fe", "a link-local address"),
        ("134744072", "a public address"),
    ])
    func `judges what the resolver makes of a notation`(text: String, expected: String) throws {
        guard let resolved = SocketAddress(numeric: text) else {
            // Without an address there is nothing to connect to.
            return
        }
        let address = unsafe resolved.bytes.withUnsafeBytes { unsafe NetworkAddress($0) }

        #expect(address?.kindName == expected)
    }

    @Test func `has seen the resolver take other notations`() {
        let notations = ["127.1", "0x7f.1", "2130706433", "017700000001"]

        #expect(notations.allSatisfy { SocketAddress(numeric: $0) != nil })
        #expect(notations.allSatisfy { NetworkAddress(text: $0) == nil })
    }
}
