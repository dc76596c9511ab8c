import Downstream
import Testing

@testable import download

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("What is said at the end")
struct SentenceTests {
    private static let file = URL(filePath: "/videos/a b.mp4")

    private static func completion(
        _ how: DownloadEvent.How = .transferred,
        in duration: Duration = .seconds(1.2),
        lengthVerified: Bool = true
    ) -> DownloadEvent.Completion {
        DownloadEvent.Completion(
            url: file,
            byteCount: 12_000_000,
            how: how,
            duration: duration,
            lengthVerified: lengthVerified
        )
    }

    @Test(arguments: [
        (completion(), "saved /videos/a b.mp4, 12.0 MB in 1.2 s (10.0 MB/s)"),
        (completion(in: .zero), "saved /videos/a b.mp4, 12.0 MB in 0 µs"),
        (
            completion(lengthVerified: false),
            "saved /videos/a b.mp4, 12.0 MB in 1.2 s (10.0 MB/s), length not announced"
        ),
        (completion(.resumed), "saved /videos/a b.mp4, 12.0 MB, the rest of it in 1.2 s"),
        (completion(.alreadyPresent), "/videos/a b.mp4 is there already, 12.0 MB"),
        (completion(.notModified), "/videos/a b.mp4 has not changed, 12.0 MB"),
    ])
    func `tells where the file is`(_ completion: DownloadEvent.Completion, _ expected: String) {
        #expect(ClosingLine(completion).text == expected)
    }

    @Test(arguments: [
        (nil, 0, "interrupted"),
        (nil, 1, "interrupted; 1 URL was not begun"),
        (
            KeptPart(path: "./a\u{1B}.part", byteCount: 3_500_000), 2,
            "interrupted; 3.5 MB are kept in ./a\\u{1b}.part; 2 URLs were not begun"
        ),
    ])
    func `tells what an early end keeps`(_ kept: KeptPart?, _ unbegun: Int, _ expected: String) {
        let line = EarlyEndLine(cause: "interrupted", kept: kept, unbegun: unbegun)
        #expect(line.text == expected)
    }

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
