import Downstream
import DownstreamTesting
import Foundation
import TestTraits
import Testing

/// An earlier run has brought every byte, and this one only learns that it has.
@Suite("A partial file that is whole", .timeLimit(.minutes(5)))
struct AlreadyThereTests {
    private typealias Step = ScriptedTransport.Step

    private static let tag = HeaderField("ETag", "\"v1\"")
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func run(
        _ verification: Verification,
        _ bytes: Step,
        then head: ResponseHead,
        _ whole: [Step] = []
    ) async throws -> (DownloadError.Reason?, DownloadEvent.Completion?) {
        let download = Download(
            from: "http://host/a",
            to: .file(path: folder.path("a")),
            retry: .never,
            verification: verification
        )
        // No length, so that the whole of it is not known to be all.
        let first = ScriptedTransport([
            .head(ResponseHead(status: 200, headers: [Self.tag])), bytes, .drop,
        ])
        await #expect(throws: DownloadError.self) { try await download.file(on: .scripted(first)) }

        let second = ScriptedTransport(responses: [[.head(head)]] + (whole.isEmpty ? [] : [whole]))
        switch try await download.result(on: .scripted(second)) {
        case .success(let completion): return (nil, completion)
        case .failure(let error): return (error.reason, nil)
        }
    }

    private func sha256(_ count: Int64) throws -> Checksum {
        let digest = try MessageDigest(.sha256)
        unsafe BytePattern.bytes(0..<count).withUnsafeBytes { unsafe digest.update($0) }
        return try digest.finish()
    }

    private func nothingBehind(_ length: Int) -> ResponseHead {
        ResponseHead(
            status: 416,
            headers: [HeaderField("Content-Range", "bytes */\(length)"), Self.tag]
        )
    }

    @Test(.case(8, 18)) func `has the checksum that was asked for`() async throws {
        let required = Verification(checksum: try sha256(40))
        let (reason, completion) = try await run(required, .bytes(40), then: nothingBehind(40))
        #expect(reason == nil)
        #expect(completion?.checksum == required.checksum)
    }

    @Test(.case(8, 18)) func `is refused for another checksum than was asked for`() async throws {
        let required = Verification(checksum: try sha256(41))
        let (reason, _) = try await run(
            required,
            .bytes(40),
            then: nothingBehind(40),
            [.head(ResponseHead(status: 200, length: 40)), .bytes(40)]
        )
        guard case .checksumMismatch = reason else {
            Issue.record("\(String(describing: reason))")
            return
        }
        #expect(folder.text("a") == nil)
    }

    @Test(.case(7, 18)) func `is held against the digest of the reply that proves it`() async throws
    {
        var head = ResponseHead(status: 200, length: 40)
        head.headers += [
            Self.tag,
            HeaderField("Repr-Digest", "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"),
        ]
        let (reason, _) = try await run(
            .default,
            .bytes(40),
            then: head,
            [.head(head), .bytes(40)]
        )
        guard case .checksumMismatch = reason else {
            Issue.record("\(String(describing: reason))")
            return
        }
    }

    @Test(.case(18, 41)) func `is refused where it is not the expected media`() async throws {
        let page = "<!DOCTYPE html><html><body>Please log in</body></html>"
        let (reason, _) = try await run(
            Verification(expecting: .video),
            .text(page),
            then: nothingBehind(page.utf8.count)
        )
        #expect(reason == .notTheExpectedMedia(expected: .video, found: .html))
        #expect(try folder.names.isEmpty)
    }
}
