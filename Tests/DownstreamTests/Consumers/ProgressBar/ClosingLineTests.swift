import Downstream
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("What is said at a good end")
struct ClosingLineTests {
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
}
