import Downstream
import Testing

/// As libcurl 7.88 has it, tried with `curl`.
@Suite("Exceptions from a proxy", .timeLimit(.minutes(5)))
struct ProxyExceptionsTests {
    private func excepts(_ text: String, _ host: String) -> Bool {
        ProxyExceptions(["no_proxy": text]).contain(host)
    }

    @Test(arguments: [
        ("*", "host.test"), ("host.test", "host.test"), ("host.test", "a.host.test"),
        (".host.test", "host.test"), (".host.test", "a.b.host.test"), ("host.test.", "host.test"),
        ("host.test", "host.test."), ("host.TEST", "HOST.test"), (",,host.test", "host.test"),
        ("x host.test", "host.test"), ("x, host.test,y", "host.test"), ("test", "host.test"),
        ("127.0.0.1", "127.0.0.1"), ("127.0.0.1", "127.1"), ("127.0.0.1", "0x7f000001"),
        ("10.0.0.0/8", "10.1.2.3"), ("10.1.2.0/23", "10.1.3.9"), ("10.1.2.3/32", "10.1.2.3"),
        ("10.1.2.3/0", "10.1.2.3"), ("::1", "[::1]"), ("::1", "[0:0::1]"),
        ("FD00::/8", "[fd12::1]"),
    ])
    func `hold for`(text: String, host: String) {
        #expect(excepts(text, host))
    }

    @Test(arguments: [
        ("", "host.test"), ("host.test:80", "host.test"), ("x,*", "host.test"),
        ("*.host.test", "a.host.test"), ("..host.test", "host.test"), (".", "host.test"),
        ("ost.test", "host.test"), ("a.host.test", "host.test"), ("0.0.1", "10.0.0.1"),
        ("10.0.0.1", "10.0.0.10"), ("10.0.0.0/8", "11.0.0.1"), ("10.0.0.0/33", "10.0.0.0"),
        ("10.1.2.3/0", "10.1.2.4"), ("10.0.0.0/x", "10.0.0.0"), ("10.0.0.0/8", "host.test"),
        ("[::1]", "[::1]"), ("::1", "[::2]"), ("::1", "0.0.0.1"), ("0.0.0.1", "[::1]"),
    ])
    func `do not hold for`(text: String, host: String) {
        #expect(!excepts(text, host))
    }

    @Test func `are those of the name in lower case, unless that is empty`() {
        let both = ProxyExceptions(["no_proxy": "a", "NO_PROXY": "b"])
        #expect(both.contain("a") && !both.contain("b"))
        #expect(ProxyExceptions(["no_proxy": "", "NO_PROXY": "b"]).contain("b"))
        #expect(ProxyExceptions(["NO_PROXY": "b"]).contain("b"))
        #expect(!ProxyExceptions([:]).contain("b"))
    }
}
