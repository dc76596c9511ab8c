import Downstream
import DownstreamTesting
import Foundation
import Synchronization
import Testing

/// The two functions that the library grew out of, against a server on 127.0.0.1.
@Suite("Saving and reading a video", .timeLimit(.minutes(5)))
struct VideoTests {
    /// The sentences of a log.
    private final class Sentences: Sendable {
        private let sentences = Mutex<[String]>([])

        var sink: LogSink { .closure { line in self.sentences.withLock { $0.append(line) } } }
        var all: [String] { sentences.withLock(\.self) }
    }

    private let folder: TemporaryFolder
    private let origin: LoopbackOrigin
    private let log = Sentences()
    private let bytes = Data((0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 7) })

    init() throws {
        folder = try TemporaryFolder()
        origin = try LoopbackOrigin()
        origin.serve("/video.mp4", .bytes(bytes, type: "video/mp4"))
        origin.serve("/empty.mp4", .bytes(Data(), type: "video/mp4"))
    }

    @Test func `gives the file and its bytes, and logs nothing`() async throws {
        let path = folder.path("new/folder/video.mp4")

        let saved = await saveVideo(from: origin.url("/video.mp4"), to: path, log: log.sink)

        #expect(saved?.path == path)
        #expect(await videoData(at: path, log: log.sink) == bytes)
        #expect(log.all.isEmpty)
    }

    @Test(arguments: ["/nothing.mp4", "/empty.mp4"])
    func `gives nil and one sentence for what the server does not have`(path: String) async throws {
        let saved = await saveVideo(
            from: origin.url(path),
            to: folder.path("video.mp4"),
            log: log.sink
        )

        #expect(saved == nil)
        #expect(log.all.count == 1)
        #expect(try folder.names == [])
    }

    @Test(arguments: [
        "", "video.mp4", "ftp://host/video.mp4", "http://", "http://a\\b/", "http://a/\n",
    ])
    func `gives nil and one sentence for a bad URL`(url: String) async throws {
        #expect(await saveVideo(from: url, to: folder.path("video.mp4"), log: log.sink) == nil)

        #expect(log.all.count == 1)
        #expect(log.all.first?.hasPrefix("Validating") == true)
        #expect(try folder.names == [])
    }

    @Test func `gives nil and one sentence for a bad path`() async throws {
        try folder.makeFolder("there")

        for path in ["", folder.path("there"), folder.path("there/")] {
            #expect(await saveVideo(from: origin.url("/video.mp4"), to: path, log: log.sink) == nil)
        }

        #expect(log.all.count == 3)
        #expect(try folder.names == ["there"])
    }

    @Test func `gives nil and one sentence for a file that cannot be read`() async throws {
        try folder.write("", to: "empty")
        try folder.makeFolder("there")

        for name in ["missing", "empty", "there"] {
            #expect(await videoData(at: folder.path(name), log: log.sink) == nil)
        }

        #expect(log.all.count == 3)
    }
}
