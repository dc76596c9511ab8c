import Downstream
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("What a running download is called")
struct DisplayNameTests {
    @Test(arguments: [
        (Destination.file(path: "/videos/mine.mp4"), "http://host/b.mp4", "mine.mp4"),
        (.directory(path: "."), "http://host/a/b%20c.mp4?d=e", "b c.mp4"),
        (.directory(path: "."), "http://host", "download"),
        (.file(path: "a\u{1B}b"), "http://host", "a\\u{1b}b"),
    ])
    func `calls a download by its coming name`(
        _ destination: Destination,
        _ source: String,
        _ expected: String
    ) {
        #expect(DisplayName(Download(from: source, to: destination), nil).text == expected)
    }

    @Test func `prefers the name that the server gives`() throws {
        let url = try #require(URL(string: "http://host/redirected.mp4"))
        var response = DownloadEvent.Response(status: 200, finalURL: url)
        let download = Download(from: "http://host/a.mp4", to: .directory(path: "."))
        #expect(DisplayName(download, response).text == "redirected.mp4")
        response.suggestedName = "proper.mp4"
        #expect(DisplayName(download, response).text == "proper.mp4")
    }
}
