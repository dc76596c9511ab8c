import Downstream
import Testing

@Suite("Deciding where to connect", .timeLimit(.minutes(5)))
struct AccessPolicyTests {
    @Test(arguments: ["93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"])
    func `lets public addresses through`(text: String) throws {
        let address = try #require(NetworkAddress(text: text))

        #expect(AccessPolicy.publicInternet.refusal(of: address) == nil)
    }

    @Test(arguments: [
        ("10.0.0.1", "10.0.0.1 is a private address"),
        ("127.0.0.1", "127.0.0.1 is a loopback address"),
        ("169.254.169.254", "169.254.169.254 is a link-local address"),
        ("100.64.0.1", "100.64.0.1 is a shared (carrier-grade NAT) address"),
        ("0.0.0.0", "0.0.0.0 is an unspecified address"),
        ("239.255.255.250", "239.255.255.250 is a multicast address"),
        ("::1", "::1 is a loopback address"),
        ("fe80::1%eth0", "fe80::1 is a link-local address"),
        ("FD00::1", "fd00::1 is a private address"),
        ("::ffff:10.0.0.1", "::ffff:10.0.0.1 is a private address"),
        ("64:ff9b::7f00:1", "64:ff9b::7f00:1 is a loopback address"),
        ("2002:7f00:1::", "2002:7f00:1:: is a loopback address"),
    ])
    func `says what is wrong with any other`(text: String, clause: String) throws {
        let address = try #require(NetworkAddress(text: text))

        #expect(AccessPolicy.publicInternet.refusal(of: address) == clause)
        #expect(AccessPolicy.anyHost.refusal(of: address) == nil)
    }

    @Test func `does not trust what it cannot judge`() {
        let clause = "its address is of a kind that cannot be judged"

        #expect(AccessPolicy.publicInternet.refusal(of: nil) == clause)
        #expect(AccessPolicy.anyHost.refusal(of: nil) == nil)
    }

    @Test func `is written by name`() {
        #expect(AccessPolicy(rawValue: "anyHost") == .anyHost)
        #expect(AccessPolicy(rawValue: "publicInternet") == .publicInternet)
        #expect(AccessPolicy(rawValue: "") == nil)
    }
}
