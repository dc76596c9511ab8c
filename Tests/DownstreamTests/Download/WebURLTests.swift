import Downstream
import TestTraits
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("Judging URLs", .timeLimit(.minutes(5)))
struct WebURLTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        let text: String
        let problem: String
        var testDescription: String { text.debugDescription }

        init(_ text: String, _ problem: String) {
            self.text = text
            self.problem = problem
        }
    }

    @Test(
        .case(56),
        arguments: [
            Refusal("", "empty"),
            Refusal("x", "relative"),
            Refusal("/x", "relative"),
            Refusal("//example.com/x", "relative"),
            Refusal("example.com/x", "relative"),
            Refusal("example.com:8080/x", "relative"),
            Refusal("localhost:8080/x", "relative"),
            Refusal("1http://example.com/", "relative"),
            Refusal("://example.com/", "relative"),
            Refusal("hťtp://example.com/", "relative"),
            Refusal("http:/x", "no //"),
            Refusal("http:x", "no //"),
            Refusal("HTTPS:", "no //"),
            Refusal("http:/\u{301}/example.com/", "no //"),
            Refusal("http://\u{301}user@example.com/", "no //"),
            Refusal("http://", "no host"),
            Refusal("http:///x", "no host"),
            Refusal("http://?x", "no host"),
            Refusal("http://#x", "no host"),
            Refusal("http://:80/", "no host"),
            Refusal("http://user@/x", "no host"),
            Refusal("http:\\\\example.com\\x", "backslash"),
            Refusal("http://example.com\\@other.example/", "backslash"),
            Refusal(" http://example.com/", "space"),
            Refusal("http://example.com/a b", "space"),
            Refusal("http://exa mple.com/", "space"),
            Refusal("http://example.com/ ", "space"),
            Refusal("http://example.com/a\u{A0}b", "white space"),
            Refusal("http://example.com/a\u{3000}b", "white space"),
            Refusal("http://example.com/a\u{2028}b", "white space"),
            Refusal("http://example.com/a\tb", "control"),
            Refusal("http://example.com/a\nb", "control"),
            Refusal("http://example.com/a\r\nHost: x", "control"),
            Refusal("http://example.com/\0", "control"),
            Refusal("http://example.com/\u{7F}", "control"),
            Refusal("http://example.com/\u{85}", "control"),
            Refusal("http://example.com:0/", "port"),
            Refusal("http://example.com:65536/", "port"),
            Refusal("http://example.com:-1/", "port"),
            Refusal("http://example.com:+80/", "port"),
            Refusal("http://example.com:80a/", "port"),
            Refusal("http://example.com:80:90/", "port"),
            Refusal("http://example.com:٨٠/", "port"),
            Refusal("http://example.com:99999999999999999999/", "port"),
            Refusal("http://example.com:\u{301}80/", "port"),
            Refusal("http://[::1]x/", "port"),
            Refusal("http://[::1]\u{301}/", "port"),
            Refusal("http://[::1/", "closing bracket"),
            Refusal("http://[]/", "IPv6"),
            Refusal("http://[::\u{301}1]/", "IPv6"),
            Refusal("http://[\u{200D}::1]/", "IPv6"),
            Refusal("http://[1.2.3.4]/", "IPv6"),
            Refusal("http://[fe80::1%25eth0]/", "IPv6"),
            Refusal("http://[v7.x:y]/", "IPv6"),
            Refusal("http://[:]/", "IPv6"),
            Refusal("http://[1:2]/", "IPv6"),
            Refusal("http://[::1::2]/", "IPv6"),
            Refusal("http://[12345::]/", "IPv6"),
            Refusal("http://[1:2:3:4:5:6:7:8:9]/", "IPv6"),
            Refusal("http://[1:2:3:4:5:6:7::8:9]/", "IPv6"),
            Refusal("http://[:1:2:3:4:5:6:7]/", "IPv6"),
            Refusal("http://[1:2:3:4:5:6:7:]/", "IPv6"),
            Refusal("http://[::1.2.3]/", "IPv6"),
            Refusal("http://[::1.2.3.256]/", "IPv6"),
            Refusal("http://[::1.2.3.4:5]/", "IPv6"),
            Refusal("http://bücher.example/", "xn--"),
            Refusal("http://例え.jp/", "xn--"),
            Refusal("http://a..b/", "no host has"),
            Refusal("http://./", "no host has"),
            Refusal("http://exa%6Dple.com/", "no host has"),
            Refusal("http://a,b/", "no host has"),
            Refusal("http://a[b]/", "no host has"),
            Refusal("http://user%zz@example.com/", "not properly encoded"),
            Refusal("http://user:%00@example.com/", "not properly encoded"),
            Refusal("http://user:%0D%0Ax@example.com/", "not properly encoded"),
            Refusal("http://user:%FF@example.com/", "not properly encoded"),
            Refusal("http://example.com/%zz", "%25"),
            Refusal("http://example.com/100%", "%25"),
            Refusal("http://example.com/x?a=%2", "%25"),
        ]
    )
    func `refuses what no two parsers would read alike`(refusal: Refusal) {
        do {
            let url = try WebURL(refusal.text)
            Issue.record("accepted as \(url.text)")
        } catch .invalidURL(let problem) {
            #expect(problem.contains(refusal.problem), "\(problem)")
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test(
        .case(52),
        arguments: [
            ("ftp://example.com/x", "ftp"), ("FILE:///etc/passwd", "file"),
            ("data:text/plain,x", "data"),
            ("mailto:a@example.com", "mailto"), ("javascript:alert(1)", "javascript"),
            ("ws://example.com/", "ws"), ("httpss://example.com/", "httpss"),
        ]
    )
    func `refuses other schemes by name`(text: String, scheme: String) {
        #expect(throws: DownloadError.Reason.unsupportedScheme(scheme)) { _ = try WebURL(text) }
    }

    @Test(
        .case(56),
        arguments: [
            ("http://example.com", "http://example.com/"),
            ("HTTP://EXAMPLE.Com/Path", "http://example.com/Path"),
            ("https://example.com:443/", "https://example.com:443/"),
            ("http://example.com:/x", "http://example.com/x"),
            ("http://example.com:0080/x", "http://example.com:80/x"),
            ("http://example.com?a=b", "http://example.com/?a=b"),
            ("http://example.com#part", "http://example.com/"),
            ("http://example.com/x?a=b&c=d#part?x", "http://example.com/x?a=b&c=d"),
            ("http://example.com/x?a?b/c@d:e", "http://example.com/x?a?b/c@d:e"),
            ("http://example.com/a/../b/./c", "http://example.com/a/../b/./c"),
            ("http://example.com//x", "http://example.com//x"),
            ("http://example.com/%41%2f%C3%A9", "http://example.com/%41%2f%C3%A9"),
            ("http://example.com/é", "http://example.com/%C3%A9"),
            ("http://example.com/x?q=日本", "http://example.com/x?q=%E6%97%A5%E6%9C%AC"),
            (
                "http://example.com/a|b^c`d{e}\"<f>",
                "http://example.com/a%7Cb%5Ec%60d%7Be%7D%22%3Cf%3E"
            ),
            ("http://example.com/[1]", "http://example.com/%5B1%5D"),
            ("http://example.com/a\u{202E}b", "http://example.com/a%E2%80%AEb"),
            ("http://example.com./x", "http://example.com./x"),
            ("http://xn--bcher-kva.example/", "http://xn--bcher-kva.example/"),
            ("http://under_score.example/", "http://under_score.example/"),
            ("http://127.0.0.1/", "http://127.0.0.1/"),
            ("http://2130706433/", "http://2130706433/"),
            ("http://0x7f000001/", "http://0x7f000001/"),
            ("http://0177.1/", "http://0177.1/"),
            ("http://[::1]/", "http://[::1]/"),
            ("http://[::]:8080/x", "http://[::]:8080/x"),
            ("http://[2001:DB8::7]/", "http://[2001:db8::7]/"),
            ("http://[1:2:3:4:5:6:7:8]/", "http://[1:2:3:4:5:6:7:8]/"),
            ("http://[1:2:3:4:5:6:7::]/", "http://[1:2:3:4:5:6:7::]/"),
            ("http://[::2:3:4:5:6:7:8]/", "http://[::2:3:4:5:6:7:8]/"),
            ("http://[::ffff:127.0.0.1]/", "http://[::ffff:127.0.0.1]/"),
            ("http://[1:2:3:4:5:6:1.2.3.4]/", "http://[1:2:3:4:5:6:1.2.3.4]/"),
            ("http://user:word@example.com/x", "http://example.com/x"),
            ("http://example.com/@x", "http://example.com/@x"),
        ]
    )
    func `hands on one plain form`(text: String, expected: String) throws {
        let url = try WebURL(text)

        #expect(url.text == expected)
        #expect(URL(string: expected)?.absoluteString == expected)
        #expect(URL(string: expected)?.path() == url.path)
        #expect(try WebURL(url.text).text == expected)
    }

    @Test func `encodes what a path may not hold, and nothing else`() throws {
        let allowed = "-._~!$&'()*+,;=:@/"
        for byte in UInt8(0x21)...0x7E where !"#%?\\".utf8.contains(byte) {
            let character = Character(Unicode.Scalar(byte))
            let isKept = character.isLetter || character.isNumber || allowed.contains(character)
            let coded = "%" + Hexadecimal.text([byte]).uppercased()

            let url = try WebURL("http://host/x\(character)?\(character)")
            #expect(url.path == "/x" + (isKept ? String(character) : coded))
            #expect(url.text.hasSuffix("?" + (isKept ? String(character) : coded)))
        }
    }

    /// A combining character makes one character of itself and the delimiter before it.
    @Test(arguments: [
        ("http://example.com/\u{301}@other.example/", "example.com", "/%CC%81@other.example/"),
        ("http://example.com#\u{301}@other.example/", "example.com", "/"),
        ("http://example.com?\u{301}@other.example/", "example.com", "/?%CC%81@other.example/"),
        ("http://example.com/x#\u{301}y", "example.com", "/x"),
        ("http://example.com/x#\u{200D}y", "example.com", "/x"),
    ])
    func `sees delimiters under combining characters`(
        text: String,
        host: String,
        rest: String
    ) throws {
        let url = try WebURL(text)

        #expect(url.origin.host == host)
        #expect(url.text == "http://\(host)\(rest)")
        #expect(url.credentials == nil)
    }

    @Test(arguments: [
        ("http://user:word@example.com/", Credentials(user: "user", password: "word")),
        ("http://user@example.com/", Credentials(user: "user", password: "")),
        ("http://user:@example.com/", Credentials(user: "user", password: "")),
        ("http://a:b:c@example.com/", Credentials(user: "a", password: "b:c")),
        ("http://a@b@example.com/", Credentials(user: "a@b", password: "")),
        ("http://%C3%A9:%40%3A@example.com/", Credentials(user: "é", password: "@:")),
        ("http://a:\u{301}b@example.com/", Credentials(user: "a", password: "\u{301}b")),
        ("http://a@\u{301}b@example.com/", Credentials(user: "a@\u{301}b", password: "")),
        ("http://@example.com/", nil),
        ("http://example.com/", nil),
    ])
    func `takes user and password out`(text: String, credentials: Credentials?) throws {
        let url = try WebURL(text)

        #expect(url.credentials == credentials)
        #expect(url.text == "http://example.com/")
    }

    @Test(arguments: [
        ("http://Example.com/x", "http", "example.com", 80),
        ("HTTPS://EXAMPLE.com", "https", "example.com", 443),
        ("https://example.com/x", "https", "example.com", 443),
        ("https://example.com:8443/x", "https", "example.com", 8443),
        ("http://[::1]:80/", "http", "[::1]", 80),
    ])
    func `tells the origin with its port`(
        text: String,
        scheme: String,
        host: String,
        port: Int
    ) throws {
        let origin = try WebURL(text).origin

        #expect(origin.scheme == scheme)
        #expect(origin.host == host)
        #expect(origin.port == port)
    }

    @Test func `refuses a text beyond 64 KiB`() throws {
        let start = "http://example.com/"
        let longest = start + String(repeating: "a", count: 65_536 - start.utf8.count)

        #expect(try WebURL(longest).text == longest)
        #expect(throws: DownloadError.Reason.self) { _ = try WebURL(longest + "a") }
    }

    @Test func `refuses a host beyond 255 bytes`() throws {
        let longest = String(repeating: "a", count: 255)

        #expect(try HostName(longest.utf8).text == longest)
        #expect(throws: DownloadError.Reason.self) { _ = try HostName((longest + "a").utf8) }
    }
}
