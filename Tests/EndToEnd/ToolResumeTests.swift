import Downstream
import DownstreamTesting
import Foundation
import TestTraits
import Testing

@Suite("The tool, after it was stopped", .timeLimit(.minutes(5)))
struct ToolResumeTests {
    private static let size: Int64 = 3_000_000
    private let folder: TemporaryFolder
    private let origin: LoopbackOrigin

    init() throws {
        folder = try TemporaryFolder()
        origin = try LoopbackOrigin()
        origin.serve("/a", .pattern(size: Self.size, bytesPerSecond: 1_000_000))
    }

    private func start(_ options: String...) throws -> ToolProcess {
        try ToolProcess(options + ["--json", "-o", "a", origin.url("/a")], in: folder.path)
    }

    /// A run against a server that has become fast, which has to go on from `part` bytes.
    private func finish(from part: Int) throws {
        origin.serve("/a", .pattern(size: Self.size))
        let report = try ToolProcess.run(["-o", "a", origin.url("/a")], in: folder.path)

        #expect(report.status == 0, "\(report.errors)")
        #expect(origin.requests.last?["Range"] == "bytes=\(part)-")
        #expect(origin.requests.last?["If-Range"] == "\"size-3000000\"")
        #expect(try folder.contents("a") == BytePattern.bytes(0..<Self.size))
        #expect(try folder.names == ["a"])
    }

    @Test(.case(19)) func `goes on after a kill with every byte that it wrote`() throws {
        let tool = try start()
        // The second chunk: the record is written before it.
        for _ in 0..<3 { try tool.wait(for: #""event":"chunk""#) }
        tool.signal(SIGKILL)
        #expect(try tool.end().status == 1009)

        try finish(from: try folder.contents("a.part").count)
    }

    @Test(.case(74), arguments: [SIGINT, SIGTERM])
    func `goes on after a signal with every byte that it has`(signal: Int32) throws {
        let tool = try start()
        try tool.wait(for: #""event":"chunk""#)
        tool.signal(signal)
        #expect(try tool.end().status == 128 + signal)

        try finish(from: try folder.contents("a.part").count)
    }

    @Test(.case(19), arguments: [SIGINT, SIGKILL])
    func `goes on around what several connections brought`(signal: Int32) throws {
        let size: Int64 = 8_000_000
        origin.serve("/a", .pattern(size: size, bytesPerSecond: 1_000_000))
        let tool = try start("--segments", "4")
        // The first chunk of the third connection.
        try tool.wait(for: #""offset":3997696"#)
        tool.signal(signal)
        _ = try tool.end()
        let begun = origin.requests
        #expect(begun.map { $0["Range"] ?? "all" }.contains("all"))
        // A kill may come before the last of the four has been read.
        #expect((3...4).contains(begun.count))

        origin.serve("/a", .pattern(size: size))
        let report = try ToolProcess.run(
            ["--segments", "4", "-o", "a", origin.url("/a")],
            in: folder.path
        )
        #expect(report.status == 0, "\(report.errors)")
        #expect(try folder.contents("a") == BytePattern.bytes(0..<size))
        #expect(try folder.names == ["a"])
        for request in origin.requests.dropFirst(begun.count) {
            #expect(request["Range"] != nil)
            #expect(request["If-Range"] == "\"size-8000000\"")
        }
    }

    @Test(.case(71)) func `does not write what another process writes`() throws {
        let first = try start()
        try first.wait(for: #""event":"chunk""#)

        let second = try ToolProcess.run(["-o", "a", origin.url("/a")], in: folder.path)
        #expect(second.status == 1)
        #expect(second.errors.contains("another download writes to a"))
        #expect(origin.requests.count == 1)

        first.signal(SIGINT)
        _ = try first.end()
        try finish(from: try folder.contents("a.part").count)
    }

    @Test(.case(67)) func `keeps what it has where no more fits, and asks no more`() throws {
        origin.serve("/a", .pattern(size: Self.size))
        // The shell counts in blocks of 512 or 1024 bytes.
        let report = try ToolProcess.run(
            ["--retries", "5", "-o", "a", origin.url("/a")],
            in: folder.path,
            under: "ulimit -f 1000"
        )

        #expect(report.status == 1)
        #expect(report.errors.contains("Receiving http://127.0.0.1:\(origin.port)/a failed"))
        #expect(report.errors.contains("File too large"))
        #expect(origin.requests.count == 1)
        let part = try folder.contents("a.part")
        #expect(part == BytePattern.bytes(0..<Int64(part.count)))
        try finish(from: part.count)
    }
}
