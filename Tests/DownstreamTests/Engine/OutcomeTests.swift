import Downstream
import DownstreamTesting
import Foundation
import Testing

@Suite("What lands on disk", .timeLimit(.minutes(5)))
struct OutcomeTests {
    private static let head = ResponseHead(status: 200, length: 10)
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func download(_ place: Destination? = nil, _ rule: ExistingFileRule? = nil) -> Download
    {
        Download(
            from: "http://host/some%20video.mp4?token=secret",
            to: place ?? .file(path: folder.path("a")),
            retry: .never,
            existingFile: rule
        )
    }

    private func error(
        _ download: Download,
        _ steps: [ScriptedTransport.Step]...
    ) async throws -> DownloadError {
        let network = ScriptedTransport(responses: steps)
        return try await #require(throws: DownloadError.self) {
            try await download.file(on: .scripted(network))
        }
    }

    @Test func `is the file, the mode of the umask, and nothing else`() async throws {
        let network = ScriptedTransport([.head(Self.head), .bytes(10)])

        let file = try await download().file(on: .scripted(network))

        #expect(file?.path == folder.path("a"))
        #expect(try folder.names == ["a"])
        #expect(try folder.contents("a").count == 10)
    }

    @Test func `is the older file as long as the new one is not whole`() async throws {
        try folder.write("old", to: "a")

        let error = try await error(download(), [.head(Self.head), .bytes(4), .drop])

        #expect(folder.text("a") == "old")
        #expect(try folder.contents("a.part").count == 4)
        #expect(error.stage == .receiving)
        #expect(error.received == 4)
        #expect(error.sentence.contains("4 B are in the partial file"))
    }

    @Test func `is nothing when fewer bytes come than were announced`() async throws {
        let error = try await error(download(), [.head(Self.head), .bytes(4)])

        #expect(error.reason == .truncated(expected: 10, received: 4))
        #expect(error.stage == .receiving)
        #expect(try folder.names == ["a.part"])
    }

    @Test func `is nothing when no byte comes`() async throws {
        let error = try await error(download(), [.head(ResponseHead(status: 200, length: 0))])

        #expect(error.reason == .emptyBody)
        #expect(error.stage == .verifying)
        #expect(try folder.names == [])
    }

    @Test func `is an empty file where that is allowed`() async throws {
        let network = ScriptedTransport([.head(ResponseHead(status: 200, length: 0))])
        var download = download()
        download.verification.allowsEmpty = true

        #expect(try await download.file(on: .scripted(network)) != nil)
        #expect(try folder.contents("a").isEmpty)
    }

    @Test func `is nothing when more comes than the limit allows`() async throws {
        var download = download()
        download.limits.bytes = 9

        let announced = try await error(download, [.head(Self.head), .bytes(10)])
        let counted = try await error(download, [.head(ResponseHead(status: 200)), .bytes(10)])

        #expect(announced.reason == .tooLarge(limit: 9))
        #expect(announced.stage == .judging)
        #expect(counted.reason == .tooLarge(limit: 9))
        #expect(counted.stage == .receiving)
        #expect(try folder.names == [])
    }

    @Test func `starts over what an earlier run has left`() async throws {
        try folder.write(Data("something longer than the file".utf8), to: "a.part")
        let network = ScriptedTransport([.head(Self.head), .bytes(10)])

        _ = try await download().file(on: .scripted(network))

        #expect(try folder.contents("a").count == 10)
        #expect(network.asked.map(\.offset) == [0])
    }

    @Test(arguments: [
        ("attachment; filename=\"../../evil.mp4\"", "evil.mp4"),
        ("attachment; filename*=UTF-8''na%C3%AFve.mp4; filename=x", "naïve.mp4"),
        ("attachment", "some video.mp4"),
    ])
    func `takes a safe name in a folder`(field: String, name: String) async throws {
        var head = Self.head
        head.headers.append(HeaderField("Content-Disposition", field))
        let network = ScriptedTransport([.head(head), .bytes(10)])

        _ = try await download(.directory(path: folder.path)).file(on: .scripted(network))

        #expect(try folder.names == [name])
    }

    @Test func `obeys the rule for a file that is already there`() async throws {
        try folder.write("old", to: "a")
        let answer: [ScriptedTransport.Step] = [.head(Self.head), .bytes(10)]
        let untouched = ScriptedTransport()

        let kept = try await download(nil, .keep).completion(on: .scripted(untouched))
        #expect(kept.how == .alreadyPresent)
        #expect(kept.byteCount == 3)

        #expect(try await error(download(nil, .fail)).reason == .destinationExists)
        #expect(untouched.asked.isEmpty)
        #expect(try folder.names == ["a"])

        _ = try await download(nil, .number).file(on: .scripted(ScriptedTransport(answer)))
        #expect(try folder.names == ["a", "a (2)"])
        #expect(folder.text("a") == "old")

        _ = try await download(nil, .replace).file(on: .scripted(ScriptedTransport(answer)))
        #expect(try folder.contents("a").count == 10)
    }

    @Test func `is written by one run at a time`() async throws {
        let gate = Gate()
        let network = ScriptedTransport([.head(Self.head), .bytes(4), .wait(for: gate), .bytes(6)])
        let first = download()
        let running = Task { try await first.file(on: .scripted(network)) }
        await gate.waiters(atLeast: 1)

        // The same place by another spelling.
        let second = download(.file(path: folder.path + "/./a"))
        let refused = try await error(second, [.head(Self.head), .bytes(10)])
        gate.open()

        #expect(refused.reason == .destinationBusy)
        #expect(refused.stage == .reserving)
        #expect(try await running.value != nil)
    }

    @Test(arguments: [
        ("", DownloadError.Stage.validating), ("/", .validating), ("nul\0byte", .validating),
        ("there/", .validating), ("there", .reserving), ("file/below", .reserving),
    ])
    func `is nothing where the destination cannot be`(
        path: String,
        stage: DownloadError.Stage
    ) async throws {
        try FileManager.default.createDirectory(
            atPath: folder.path("there"),
            withIntermediateDirectories: true
        )
        try folder.write(Data("x".utf8), to: "file")
        let full = path.isEmpty ? "" : folder.path(path)

        let error = try await error(download(.file(path: full)))

        #expect(error.stage == stage)
        #expect(try folder.names == ["file", "there"])
    }

    @Test func `never tells what was secret in the URL`() async throws {
        var download = download()
        download.source = Source("http://me:word@host/a?token=secret#part")
        var lines: [String] = []

        let error = try await error(download, [.head(ResponseHead(status: 500))])
        let encoded = try JSONEncoder().encode(DownloadEvent.failed(error))
        lines += [error.sentence, String(decoding: encoded, as: UTF8.self)]
        lines += ["\(download)", "\(error)", String(reflecting: error)]

        for line in lines {
            #expect(!line.contains("secret") && !line.contains("word"), "\(line)")
        }
    }

    @Test func `follows redirects, and takes nothing along to another origin`() async throws {
        let toOther = ResponseHead(
            status: 302,
            headers: [HeaderField("Location", "http://other/b?x=1")]
        )
        let network = ScriptedTransport([.head(toOther)], [.head(Self.head), .bytes(10)])
        var download = download()
        download.headers = [HeaderField("X-Key", "secret")]
        download.credentials = Credentials(user: "me", password: "word")

        _ = try await download.file(on: .scripted(network))

        #expect(
            network.asked.map(\.url) == [
                "http://host/some%20video.mp4?token=secret", "http://other/b?x=1",
            ]
        )
        #expect(network.asked.map { $0.headers.contains { $0.name == "X-Key" } } == [true, false])
        #expect(network.asked.map { $0.credentials != nil } == [true, false])
    }

    @Test func `ends a chain of redirects at the limit`() async throws {
        let again = ResponseHead(status: 301, headers: [HeaderField("Location", "/again")])
        var download = download()
        download.limits.redirects = 2

        let error = try await error(download, [.head(again)], [.head(again)], [.head(again)])

        #expect(error.reason == .tooManyRedirects(limit: 2))
    }

    @Test func `is a failure where more comes than was announced`() async throws {
        let disk = SimulatedDisk()
        try disk.write(Data("old".utf8), to: "/a")
        let network = ScriptedTransport([.file(of: 4), .bytes(10)], chunk: 3)
        let download = Download(from: "http://host/a", to: .file(path: "/a"))

        let events = try await download.events(on: .scripted(network, disk: disk)).allEvents()

        let expected = ExpectedEvents("s c(3) F(malformedResponse)", progress: .none)
        #expect(expected.mismatch(in: events) == nil)
        #expect(disk.contents("/a") == Data("old".utf8))
        #expect(network.asked.count == 1)
    }
}
