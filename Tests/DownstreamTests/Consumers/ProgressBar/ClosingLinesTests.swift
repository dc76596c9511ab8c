import Downstream
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("What is said at the end")
struct ClosingLinesTests {
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
        #expect(ClosingLines(.completed(completion)).lines.map(\.text) == [expected])
    }

    @Test func `tells why there is none, after a word`() {
        let error = DownloadError(
            reason: .stalled,
            stage: .receiving,
            sentence: "It was\u{1B} cut."
        )
        let lines = ClosingLines(.failed(error), "download").lines
        #expect(lines.map(\.text) == ["download: It was\\u{1b} cut."])
        #expect(lines.map(\.colored) == ["\u{1B}[31mdownload\u{1B}[0m: It was\\u{1b} cut."])
    }

    @Test func `adds what a careful reader should know`() {
        var completion = Self.completion()
        completion.warnings = ["The clock\u{7} is wrong."]
        let lines = ClosingLines(.completed(completion)).lines
        #expect(lines.last?.text == "note: The clock\\u{7} is wrong.")
        #expect(lines.first?.colored.hasPrefix("\u{1B}[32msaved\u{1B}[0m /videos/") == true)
    }
}
