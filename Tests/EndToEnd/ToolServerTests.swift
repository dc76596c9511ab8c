import Downstream
import DownstreamTesting
import Foundation
import TestTraits
import Testing

@Suite("The tool, over the wire", .timeLimit(.minutes(5)))
struct ToolServerTests {
    private let folder: TemporaryFolder
    private let origin: LoopbackOrigin
    private let bytes = BytePattern.bytes(0..<3_000_000)

    init() throws {
        folder = try TemporaryFolder()
        origin = try LoopbackOrigin()
        origin.serve("/video.mp4", .bytes(bytes))
        origin.serve("/slow.mp4", .pattern(size: 1_000_000_000, bytesPerSecond: 1_000_000))
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n"
        origin.reply("/cut.mp4", with: Array(head.utf8) + bytes.prefix(100_000), then: .hold)
    }

    @Test func `saves the bytes that the server has`() throws {
        let report = try run(["-o", "copy.mp4", origin.url("/video.mp4")])
        #expect(report.status == 0)
        #expect(report.output == "")
        #expect(report.errors.hasPrefix("receiving copy.mp4, 3.0 MB\nsaved "))
        #expect(report.errors.contains("/copy.mp4, 3.0 MB in "))
        #expect(try folder.contents("copy.mp4") == bytes)
        #expect(try folder.names == ["copy.mp4"])
    }

    @Test func `takes the name from the URL and a number where it is taken`() throws {
        let url = origin.url("/video.mp4")
        let report = try run(["--quiet", "-d", "new/folder", url, url])
        #expect(report.status == 0)
        #expect(report.errors == "" && report.output == "")
        #expect(try folder.contents("new/folder/video.mp4") == bytes)
        #expect(try folder.contents("new/folder/video (2).mp4") == bytes)
    }

    @Test func `tells a status and goes on`() throws {
        let report = try run([origin.url("/nothing.mp4"), origin.url("/video.mp4")])
        #expect(report.status == 1)
        #expect(report.errors.hasPrefix("download: "))
        #expect(report.errors.contains("404 Not Found"))
        #expect(try folder.names == ["video.mp4"])
    }

    @Test func `writes events as lines of JSON`() throws {
        let report = try run(["--json", origin.url("/video.mp4"), origin.url("/nothing.mp4")])
        #expect(report.status == 1)
        #expect(report.errors.split(separator: "\n").count == 1)

        let lines = try report.output.split(separator: "\n").map { try Line($0) }
        let first = lines.filter { $0.download == 1 }
        let second = lines.filter { $0.download == 2 }
        #expect(lines.map(\.download) == first.map(\.download) + second.map(\.download))
        #expect(lines.map(\.sequence) == Array(1...lines.count))
        #expect(zip(lines, lines.dropFirst()).allSatisfy { $0.time <= $1.time })
        #expect(first.first?.source == origin.url("/video.mp4"))
        #expect(first.first?.event == "started")
        #expect(first.last?.event == "completed")
        #expect(second.first?.event == "started")
        #expect(second.last?.event == "failed")
        var offset = 0
        for chunk in first where chunk.event == "chunk" {
            #expect(chunk.offset == offset)
            offset += try #require(chunk.count)
        }
        #expect(offset == bytes.count)
        #expect(!report.output.contains("\"bytes\""))
    }

    @Test func `writes a log that replays`() async throws {
        let report = try run(["--json", origin.url("/video.mp4"), origin.url("/nothing.mp4")])
        let lines = report.output.split(separator: "\n").map(String.init)

        let first = RecordedDownload(lines: lines).events(pace: .immediately)
        let second = RecordedDownload(lines: lines, number: 2).events(pace: .immediately)

        #expect(try await first.completion().byteCount == Int64(bytes.count))
        let error = await #expect(throws: DownloadError.self) { try await second.completion() }
        #expect(error?.reason == .httpStatus(code: 404))
    }

    @Test(.case(74, 79), arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
    func `ends orderly at a signal and keeps what it has`(
        _ signal: Int32,
        _ status: Int32
    ) throws {
        let tool = try ToolProcess(
            ["--json", origin.url("/cut.mp4"), origin.url("/video.mp4")],
            in: folder.path
        )
        try tool.wait(for: #""event":"chunk""#)
        tool.signal(signal)

        let report = try tool.end()

        #expect(report.status == status)
        #expect(report.errors.hasPrefix("download: interrupted; "))
        #expect(report.errors.contains(" are kept in ./."))
        #expect(report.errors.hasSuffix("; 1 URL was not begun\n"))
        let part = try #require(try folder.names.first)
        #expect(try folder.names.count == 1 && part.hasSuffix(".part"))
        let kept = try folder.contents(part)
        #expect(kept == bytes.prefix(kept.count))
    }

    @Test func `leaves an older file alone at a signal`() throws {
        try folder.write("old", to: "video.mp4")
        let tool = try ToolProcess(
            ["--json", "-o", "video.mp4", origin.url("/cut.mp4")],
            in: folder.path
        )
        try tool.wait(for: #""event":"chunk""#)
        tool.signal(SIGTERM)

        #expect(try tool.end().status == 143)
        #expect(folder.text("video.mp4") == "old")
    }

    @Test(.case(68)) func `stops when nobody reads the events`() throws {
        let tool = try ToolProcess(
            ["--json", origin.url("/slow.mp4"), origin.url("/video.mp4")],
            in: folder.path
        )
        try tool.wait(for: #""event":"chunk""#)
        try tool.stopReading()

        let report = try tool.end(readingOutput: false)

        #expect(report.status == 1)
        #expect(report.errors.hasPrefix("download: stopped, because standard output is closed; "))
        #expect(report.errors.hasSuffix("; 1 URL was not begun\n"))
    }

    private func run(_ arguments: [String]) throws -> ToolProcess.Report {
        try ToolProcess.run(arguments, in: folder.path)
    }

    /// What every line has, and what chunks have beside it.
    private struct Line: Decodable {
        let event: String
        let download: Int
        let sequence: Int
        let time: Double
        let source: String?
        let offset: Int?
        let count: Int?

        init(_ text: Substring) throws {
            self = try JSONDecoder().decode(Line.self, from: Data(text.utf8))
        }
    }
}
