import TestTraits
import Testing

@testable import Downstream

@Suite("Following redirects", .timeLimit(.minutes(5)))
struct HopTests {
    private let headers = [HeaderField("X-Token", "secret")]
    private let credentials = Credentials(user: "user", password: "word")

    private func hop(_ url: String) throws -> Hop {
        Hop(to: try WebURL(url), headers: headers, credentials: credentials)
    }

    @Test(
        .case(51),
        arguments: [
            ("/b", "https://a.example/b"),
            ("?b", "https://a.example/x?b"),
            ("https://A.example:443/b", "https://a.example:443/b"),
            ("//a.example/b", "https://a.example/b"),
        ]
    )
    func `keeps headers and credentials on their origin`(location: String, url: String) throws {
        let next = try hop("https://a.example/x").following(location)

        #expect(next.url.text == url)
        #expect(next.headers == headers)
        #expect(next.credentials == credentials)
    }

    @Test(
        .case(51),
        arguments: [
            "https://b.example/", "https://sub.a.example/", "https://a.example:8443/",
            "https://a.example./", "//b.example/x",
        ]
    )
    func `drops them on another origin, and for the rest of the chain`(location: String) throws {
        let other = try hop("https://a.example/x").following(location)
        #expect(other.headers.isEmpty)
        #expect(other.credentials == nil)

        let back = try other.following("https://a.example/x")
        #expect(back.url.text == "https://a.example/x")
        #expect(back.headers.isEmpty)
        #expect(back.credentials == nil)
    }

    @Test(.case(51)) func `drops them on the way up to https, too`() throws {
        let next = try hop("http://a.example/x").following("https://a.example/x")
        #expect(next.headers.isEmpty)
        #expect(next.credentials == nil)
    }

    @Test(
        .case(52, 53),
        arguments: [
            "http://a.example/", "file:///etc/passwd", "ftp://a.example/", "data:,x",
            "gopher://a.example/", "javascript:x", "https://user:word@a.example/",
            "//user@a.example/", "https://", "///x", "////x", "https:/x", "https:x", "/\\evil",
            "/a\r\nb", "/\0", "https://a b/", "https://a.example:99999/", "localhost:80/x",
            "https://bücher.example/", "//", "https://[::1/",
        ]
    )
    func `refuses where no download may go`(location: String) throws {
        let first = try hop("https://a.example/x")
        let refusal = reason { _ = try first.following(location) }
        guard case .redirectRefused(let problem) = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
        #expect(!problem.contains("word"))
    }

    @Test func `may go from http to http`() throws {
        let next = try hop("http://a.example/x").following("http://b.example/")
        #expect(next.url.text == "http://b.example/")
    }

    @Test func `takes credentials from the URL unless they are given`() throws {
        let url = try WebURL("http://u:w@a.example/")
        let own = Hop(to: url, headers: [], credentials: nil)
        #expect(own.credentials == Credentials(user: "u", password: "w"))
        #expect(Hop(to: url, headers: [], credentials: credentials).credentials == credentials)
    }
}
