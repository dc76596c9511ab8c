import Testing

@testable import Downstream

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("A URL that is made where it is wanted")
struct LazyURLTests {
    @Test(arguments: ["/tmp/a b.mp4", "/", "/tmp/folder/", "a.mp4", "out/a%20#?.mp4", "../ä", ""])
    func `of a path is the URL that its path makes`(path: String) {
        let url = LazyURL(path: path).url
        #expect(url == URL(filePath: path))
        #expect(url.absoluteString == URL(filePath: path).absoluteString)
        #expect(url.relativeString == URL(filePath: path).relativeString)
    }

    @Test func `is encoded without user, password and query`() throws {
        let url = try #require(URL(string: "https://user:secret@host/a.mp4?token=secret"))
        let text = String(decoding: try JSONEncoder().encode([LazyURL.parsed(url)]), as: UTF8.self)
        #expect(!text.contains("secret"))
    }

    @Test func `is shown as the URL of a completed download`() {
        let completion = DownloadEvent.Completion(url: URL(filePath: "/tmp/a.mp4"), byteCount: 1)
        var dumped = ""
        dump(completion, to: &dumped)
        #expect(dumped.contains("url: Optional(file:///tmp/a.mp4)"))
        #expect(!dumped.contains("location"))
    }

    @Test(arguments: ["/tmp/a b.mp4", "out/a.mp4"])
    func `is encoded as the URL is`(path: String) throws {
        let encoder = JSONEncoder()
        let encoded = try encoder.encode([LazyURL(path: path)])
        #expect(encoded == (try encoder.encode([URL(filePath: path)])))
        let decoded = try JSONDecoder().decode([LazyURL].self, from: encoded)
        #expect(decoded.map(\.url.absoluteString) == [URL(filePath: path).absoluteString])
    }
}
