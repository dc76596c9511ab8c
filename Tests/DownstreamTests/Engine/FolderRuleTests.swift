import Downstream
import DownstreamTesting
import Foundation
import TestTraits
import Testing

/// Where only the server's answer tells the name, so that the rule waits for its head.
@Suite("Rules for files in a folder", .timeLimit(.minutes(5)))
struct FolderRuleTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func run(
        _ rule: ExistingFileRule,
        _ tag: String = "\"v1\"",
        from url: String = "http://host/x"
    ) async throws -> (Result<DownloadEvent.Completion, DownloadError>, Int) {
        let fields = [
            HeaderField("Content-Length", "10"), HeaderField("ETag", tag),
            HeaderField("Content-Disposition", "attachment; filename=a.mp4"),
        ]
        let network = ScriptedTransport([
            .head(ResponseHead(status: 200, headers: fields)), .bytes(10),
        ])
        let download = Download(
            from: url,
            to: .directory(path: folder.path),
            existingFile: rule
        )
        var chunks = 0
        let events = download.events(on: .scripted(network))
        do {
            for try await event in events {
                switch event {
                case .chunk: chunks += 1
                case .completed(let completion): return (.success(completion), chunks)
                case .failed(let error): return (.failure(error), chunks)
                case .started, .progress: continue
                }
            }
        }
        throw CancellationError()
    }

    @Test(.case(63)) func `keep what is there`() async throws {
        try folder.write("old", to: "a.mp4")
        let (result, chunks) = try await run(.keep)
        #expect(try result.get().how == .alreadyPresent)
        #expect(try result.get().byteCount == 3)
        #expect(chunks == 0)
        #expect(try folder.names == ["a.mp4"])
    }

    @Test(.case(63)) func `refuse what is there by its name`() async throws {
        try folder.write("old", to: "a.mp4")
        let (result, chunks) = try await run(.fail)
        guard case .failure(let error) = result else {
            Issue.record("it was not refused")
            return
        }
        #expect(error.reason == .destinationExists)
        #expect(error.sentence.contains("a file is already at \(folder.path("a.mp4"))"))
        #expect(chunks == 0)
        #expect(try folder.names == ["a.mp4"])
    }

    @Test(.case(63)) func `update what is there only by another version`() async throws {
        #expect(try await run(.update).0.get().how == .transferred)
        let (same, chunks) = try await run(.update)
        #expect(try same.get().how == .notModified)
        #expect(chunks == 0)
        #expect(try await run(.update, "\"v2\"").0.get().how == .transferred)
        #expect(try await run(.update, "W/\"v2\"").0.get().how == .transferred)
        #expect(try folder.names == ["a.mp4"])
    }
    @Test(.case(14, 63)) func `update by another download of the same tag`() async throws {
        _ = try await run(.update)
        let (other, chunks) = try await run(.update, from: "http://host/y")
        #expect(try other.get().how == .transferred)
        #expect(chunks > 0)
        #expect(try folder.names == ["a.mp4"])
    }
}
