import Downstream
import DownstreamTesting
import Foundation
import TestTraits
import Testing

@Suite("Updating a file", .timeLimit(.minutes(5)))
struct UpdateTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func run(
        from url: String = "http://host/a",
        identity: String? = nil,
        _ replies: [ScriptedTransport.Step]...
    ) async throws -> (DownloadEvent.Completion, ScriptedTransport) {
        let network = ScriptedTransport(responses: replies)
        let download = Download(
            from: url,
            to: .file(path: folder.path("a")),
            identity: identity,
            existingFile: .update
        )
        return (try await download.completion(on: .scripted(network)), network)
    }

    private func reply(_ tag: String, _ count: Int) -> [ScriptedTransport.Step] {
        let fields = [
            HeaderField("ETag", tag), HeaderField("Content-Length", String(count)),
            HeaderField("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ]
        return [.head(ResponseHead(status: 200, headers: fields)), .bytes(count)]
    }

    private func conditions(_ network: ScriptedTransport) -> [String] {
        network.asked.flatMap(\.headers).filter { $0.name.hasPrefix("If-") }.map(\.value)
    }

    @Test(.case(14, 73)) func `asks whether there is another version`() async throws {
        let (first, fresh) = try await run(reply("\"v1\"", 10))
        #expect(first.how == .transferred)
        #expect(conditions(fresh) == [])
        let time = try FileManager.default.attributesOfItem(atPath: folder.path("a"))[
            .modificationDate
        ]
        #expect((time as? Date)?.timeIntervalSince1970 == 784_111_777)

        let (second, asked) = try await run([.head(ResponseHead(status: 304, length: 10))])
        #expect(conditions(asked) == ["\"v1\""])
        #expect(second.how == .notModified)
        #expect(second.byteCount == 10)

        let (third, _) = try await run(reply("\"v2\"", 20))
        #expect(third.how == .transferred)
        #expect(try folder.contents("a").count == 20)
        #expect(try folder.names == ["a"])
    }

    @Test(.case(14)) func `tells the size of the file that it has asked about`() async throws {
        let disk = SimulatedDisk()
        try disk.makeFolder("/videos")
        let download = Download(
            from: "http://host/a",
            to: .file(path: "/videos/a"),
            existingFile: .update
        )
        let first = Downloader.scripted(ScriptedTransport(reply("\"v1\"", 10)), disk: disk)
        _ = try await download.completion(on: first)
        try disk.process().move("/videos/a", to: "/videos/b")
        try disk.write(Data("old".utf8), to: "/videos/a")

        let downloader = Downloader(
            Downloader.Configuration(),
            transport: ScriptedTransport([.head(ResponseHead(status: 304, length: 10))]),
            timekeeper: Timekeeper(TestClock()) { 1_700_000_000 },
            disk: SwappingDisk(disk.process(), at: "/videos/a", for: "/videos/b")
        )
        let second = try await download.completion(on: downloader)
        #expect(second.how == .notModified)
        #expect(second.byteCount == 10)
    }

    @Test func `fetches what has been changed here`() async throws {
        _ = try await run(reply("\"v1\"", 10))
        try folder.write("edited", to: "a")

        let (_, network) = try await run(reply("\"v1\"", 10))

        #expect(conditions(network) == [])
        #expect(try folder.contents("a") == BytePattern.bytes(0..<10))
    }

    @Test(.case(14)) func `fetches another download of the same tag`() async throws {
        _ = try await run(reply("\"v1\"", 10))

        let (other, network) = try await run(from: "http://host/b", reply("\"v1\"", 10))

        #expect(conditions(network) == [])
        #expect(other.how == .transferred)
        let (_, asked) = try await run(
            from: "http://host/b",
            [.head(ResponseHead(status: 304, length: 10))]
        )
        #expect(conditions(asked) == ["\"v1\""])
    }

    @Test func `asks under the identity that the caller gave`() async throws {
        _ = try await run(from: "http://host/a?key=1", identity: "asset", reply("\"v1\"", 10))

        let (same, network) = try await run(
            from: "http://host/a?key=2",
            identity: "asset",
            [.head(ResponseHead(status: 304, length: 10))]
        )

        #expect(conditions(network) == ["\"v1\""])
        #expect(same.how == .notModified)
    }

    @Test func `keeps the old file where the new one does not come`() async throws {
        _ = try await run(reply("\"v1\"", 10))
        await #expect(throws: DownloadError.self) {
            try await run([.head(ResponseHead(status: 404))])
        }
        #expect(try folder.names == ["a"])
        #expect(try folder.contents("a") == BytePattern.bytes(0..<10))
    }
}
