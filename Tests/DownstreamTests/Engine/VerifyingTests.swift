import Downstream
import DownstreamTesting
import Foundation
import TestTraits
import Testing

@Suite("What a whole file has to prove", .timeLimit(.minutes(5)))
struct VerifyingTests {
    private typealias Step = ScriptedTransport.Step

    private let folder: TemporaryFolder
    /// The SHA-256 of the first 10 bytes of the pattern.
    private let checksum: Checksum

    init() throws {
        folder = try TemporaryFolder()
        let digest = try MessageDigest(.sha256)
        unsafe BytePattern.bytes(0..<10).withUnsafeBytes { unsafe digest.update($0) }
        checksum = try digest.finish()
    }

    private func run(
        _ verification: Verification,
        _ replies: [[Step]],
        retry: RetryPolicy = .never
    ) async throws -> (Result<DownloadEvent.Completion, DownloadError>, ScriptedTransport) {
        let network = ScriptedTransport(responses: replies)
        let download = Download(
            from: "http://host/a",
            to: .file(path: folder.path("a")),
            retry: retry,
            verification: verification
        )
        return (try await download.result(on: .scripted(network)), network)
    }

    private func whole(_ fields: KeyValuePairs<String, String> = [:], length: Int64 = 10) -> Step {
        var head = ResponseHead(status: 200, length: length)
        head.headers += fields.map { HeaderField($0.key, $0.value) }
        return .head(head)
    }

    private func base64(_ checksum: Checksum) -> String {
        let digits = Array(checksum.hexadecimal)
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap { index in
            UInt8(String(digits[index..<index + 2]), radix: 16)
        }
        return Data(bytes).base64EncodedString()
    }

    private func error(
        _ result: Result<DownloadEvent.Completion, DownloadError>
    ) throws -> DownloadError {
        guard case .failure(let error) = result else {
            throw DownloadError.sample
        }
        return error
    }

    // MARK: Digests

    @Test func `is the checksum that was asked for`() async throws {
        let required = Verification(checksum: checksum)
        let (result, _) = try await run(required, [[whole(), .bytes(4), .bytes(6)]])
        #expect(try result.get().checksum == checksum)
        #expect(try result.get().sha256 == checksum.hexadecimal)
    }

    @Test(.case(48)) func `is tried once more after another checksum, and then refused`()
        async throws
    {
        let wrong: [Step] = [whole(), .text("0123456789")]
        let right: [Step] = [whole(), .bytes(10)]
        let required = Verification(checksum: checksum)

        let (twice, network) = try await run(required, [wrong, wrong, right], retry: .default)
        #expect(network.asked.count == 2)
        guard case .checksumMismatch(checksum, _) = try error(twice).reason else {
            Issue.record("\(twice)")
            return
        }
        #expect(try error(twice).stage == .verifying)
        #expect(try folder.names == [])

        let (once, _) = try await run(required, [wrong, right])
        #expect(try once.get().attempts == 2)
        #expect(try folder.contents("a") == BytePattern.bytes(0..<10))
    }

    @Test func `tells that it begins anew because of a digest`() async throws {
        let network = ScriptedTransport(
            [whole(["ETag": "\"v1\""]), .text("0123456789")],
            [whole(["ETag": "\"v1\""]), .bytes(10)]
        )
        let download = Download(
            from: "http://host/a",
            to: .file(path: folder.path("a")),
            verification: Verification(checksum: checksum)
        )
        var events: [DownloadEvent] = []
        for try await event in download.events(on: .scripted(network)) { events.append(event) }

        #expect(EventGrammar.violation(in: events) == nil)
        #expect(network.asked.map(\.offset) == [0, 0])
        let restarts = events.compactMap { event -> DownloadEvent.RestartReason? in
            if case .progress(let progress) = event { progress.response?.restart } else { nil }
        }
        #expect(restarts.first == .digestMismatch)
    }

    @Test func `agrees with the digest that the server sends`() async throws {
        let right = "sha-256=:\(base64(checksum)):"
        let (good, _) = try await run(.default, [[whole(["Repr-Digest": right]), .bytes(10)]])
        #expect(try good.get().checksum == nil)

        let wrong: [Step] = [whole(["Repr-Digest": right]), .text("0123456789")]
        let (bad, network) = try await run(.default, [wrong, wrong])
        guard case .checksumMismatch = try error(bad).reason else {
            Issue.record("\(bad)")
            return
        }
        #expect(network.asked.count == 2)
    }

    @Test func `counts the bytes of an earlier run`() async throws {
        let first: [Step] = [whole(["ETag": "\"v1\""]), .bytes(4), .drop]
        _ = try await run(.default, [first])
        let fields = [HeaderField("ETag", "\"v1\""), HeaderField("Content-Range", "bytes 4-9/10")]
        let rest: [Step] = [.head(ResponseHead(status: 206, headers: fields)), .bytes(6)]

        let (result, network) = try await run(Verification(checksum: checksum), [rest])

        #expect(network.asked.map(\.offset) == [4])
        #expect(try result.get().how == .resumed)
        #expect(try result.get().checksum == checksum)
    }

    @Test(.case(8)) func `is held against it also where nothing more has to come`() async throws {
        let tagged = ResponseHead(status: 200, headers: [HeaderField("ETag", "\"v1\"")])
        _ = try await run(.default, [[.head(tagged), .text("0123456789"), .drop]])
        let fields = [HeaderField("Content-Range", "bytes */10"), HeaderField("ETag", "\"v1\"")]
        let nothing: [Step] = [.head(ResponseHead(status: 416, headers: fields))]

        let (result, network) = try await run(
            Verification(checksum: checksum),
            [nothing, [whole(), .bytes(10)]]
        )

        #expect(network.asked.map(\.offset) == [10, 0])
        #expect(try result.get().checksum == checksum)
        #expect(try folder.contents("a") == BytePattern.bytes(0..<10))
    }

    @Test func `keeps to a digest that only the first reply bears`() async throws {
        let right = "sha-256=:\(base64(checksum)):"
        let first: [Step] = [
            whole(["ETag": "\"v1\"", "Repr-Digest": right]), .text("0123"), .drop,
        ]
        _ = try await run(.default, [first])
        let fields = [HeaderField("ETag", "\"v1\""), HeaderField("Content-Range", "bytes 4-9/10")]
        let rest: [Step] = [.head(ResponseHead(status: 206, headers: fields)), .bytes(6)]

        let (result, network) = try await run(.default, [rest, [whole(), .bytes(10)]])

        #expect(network.asked.map(\.offset) == [4, 0])
        #expect(try result.get().attempts == 2)
        #expect(try folder.contents("a") == BytePattern.bytes(0..<10))
    }

    // MARK: Sizes

    @Test func `has the size that was asked for`() async throws {
        let required = Verification(size: 9)
        let (announced, _) = try await run(required, [[whole(), .bytes(10)]])
        #expect(try error(announced).stage == .judging)
        let (counted, _) = try await run(
            required,
            [[.head(ResponseHead(status: 200)), .bytes(10)]]
        )
        #expect(try error(counted).reason == .wrongSize(expected: 9, actual: 10))
        #expect(try error(counted).stage == .verifying)
        #expect(try folder.names == [])
    }

    @Test(.case(26)) func `may be proven where no length is announced`() async throws {
        let required = Verification(size: 10, checksum: checksum)
        let (result, _) = try await run(required, [[.head(ResponseHead(status: 200)), .bytes(10)]])
        #expect(try result.get().lengthVerified == false)
        let (short, _) = try await run(required, [[.head(ResponseHead(status: 200)), .bytes(9)]])
        #expect(try error(short).reason == .wrongSize(expected: 10, actual: 9))
    }

    // MARK: Media

    private static let page = "<!DOCTYPE html><html><head><title>Log in</title></head></html>"

    @Test(.case(41)) func `is no login page where a video was expected`() async throws {
        let length = Int64(Self.page.utf8.count)
        let (result, network) = try await run(
            Verification(expecting: .video),
            [[whole(["Content-Type": "video/mp4"], length: length), .text(Self.page)]],
            retry: .default
        )

        let error = try error(result)
        #expect(error.reason == .notTheExpectedMedia(expected: .video, found: .html))
        #expect(error.sentence.contains("the server sent an HTML page, not a video"))
        #expect(network.asked.count == 1)
        #expect(try folder.names == [])
    }

    @Test func `is refused as soon as its beginning is there`() async throws {
        let gate = Gate()
        let page = Self.page + String(repeating: " ", count: 5000)
        let network = ScriptedTransport([whole(length: 1_000_000), .text(page), .wait(for: gate)])
        let download = Download(
            from: "http://host/a",
            to: .file(path: folder.path("a")),
            verification: Verification(expecting: .video)
        )
        let result = try await download.result(on: .scripted(network))
        #expect(try error(result).stage == .receiving)
    }

    @Test func `is named where nothing was expected`() async throws {
        let video = try Fixtures.media("video.mp4")
        let head = whole(length: Int64(video.count))
        let (result, _) = try await run(.default, [[head, .data(Data(video))]])
        #expect(try result.get().container == .mp4)
        #expect(try result.get().warnings == [])
    }

    @Test func `passes where nobody knows what it is`() async throws {
        let (result, _) = try await run(
            Verification(expecting: .video),
            [[whole(length: 5000), .bytes(5000)]]
        )
        #expect(try result.get().container == nil)
    }

    @Test func `is not cut short where a video was expected`() async throws {
        let video = try Fixtures.media("video.mp4").dropLast(100)
        let reply: [Step] = [whole(length: Int64(video.count)), .data(Data(video))]

        let (strict, _) = try await run(Verification(expecting: .video), [reply])
        #expect(try error(strict).reason == .mediaCutShort(missing: 100))
        #expect(try folder.names == [])

        let (free, _) = try await run(.default, [reply])
        #expect(try free.get().warnings.first?.contains("cut short") == true)
    }
}
