import Downstream
import DownstreamTesting
import Foundation
import TestTraits
import Testing

@Suite("The tool, writing to standard output", .timeLimit(.minutes(5)))
struct ToolStreamTests {
    private static let size: Int64 = 3_000_000
    private let folder: TemporaryFolder
    private let origin: LoopbackOrigin
    private let bytes = BytePattern.bytes(0..<size)

    /// Whether these are all bytes; where they are not, nobody wants to see the difference.
    private func isWhole(_ data: Data) -> Bool { data == bytes }

    init() throws {
        folder = try TemporaryFolder()
        origin = try LoopbackOrigin()
        origin.serve("/a", .pattern(size: Self.size))
    }

    private func start(_ arguments: String...) throws -> ToolProcess {
        try ToolProcess(["-o", "-"] + arguments, in: folder.path)
    }

    @Test func `writes the bytes and nothing else`() throws {
        let report = try start("--failed", "failed", origin.url("/a")).end()
        #expect(report.status == 0)
        #expect(isWhole(report.bytes))
        #expect(report.errors.contains("received 3.0 MB in "))
        #expect(try folder.names == ["failed"])
    }

    @Test func `writes each byte once where the connection was cut`() throws {
        let cut = 1_200_000
        let head = """
            HTTP/1.1 200 OK\r\nContent-Length: \(Self.size)\r\n\
            ETag: "size-\(Self.size)"\r\n\r\n
            """
        let rest = """
            HTTP/1.1 206 Partial Content\r\nContent-Length: \(Int(Self.size) - cut)\r\n\
            Content-Range: bytes \(cut)-\(Self.size - 1)/\(Self.size)\r\n\
            ETag: "size-\(Self.size)"\r\n\r\n
            """
        origin.reply(
            "/cut",
            with: [
                LoopbackOrigin.Reply(head, body: bytes.prefix(cut)),
                LoopbackOrigin.Reply(rest, body: bytes.dropFirst(cut)),
            ]
        )
        let report = try start(origin.url("/cut")).end()
        #expect(report.status == 0, "\(report.errors)")
        #expect(isWhole(report.bytes))
        #expect(origin.requests.map { $0["Range"] } == [nil, "bytes=\(cut)-"])
    }

    @Test func `writes no faster than it is read`() throws {
        let size: Int64 = 1_000_000_000
        let sent = Locked<Int64>(0)
        let resource = LoopbackOrigin.Resource(size: size) { range in
            sent.withLock { $0 = range.upperBound }
            return BytePattern.bytes(range)
        }
        origin.serve("/large", resource)
        let tool = try start("--quiet", origin.url("/large"))
        let read = try tool.bytes(10_000_000)
        #expect(read.count == 10_000_000)
        #expect(isWhole(read.prefix(Int(Self.size))))
        try tool.stopReading()

        let report = try tool.end(readingOutput: false)
        #expect(report.status == 1)
        #expect(report.errors == "download: stopped, because standard output is closed\n")
        // What sockets, windows and the pipe hold, and no more.
        #expect(sent.withLock(\.self) < 100_000_000)
    }

    @Test func `stops where nobody reads, though the server sends nothing`() throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n"
        origin.reply("/held", with: Array(head.utf8) + bytes, then: .hold)
        let tool = try start("--quiet", origin.url("/held"))
        _ = try tool.bytes(1)
        try tool.stopReading()

        let report = try tool.end(readingOutput: false)
        #expect(report.status == 1)
        #expect(report.errors == "download: stopped, because standard output is closed\n")
    }

    @Test(arguments: [true, false])
    func `says so where the last bytes were not read`(isInterrupted: Bool) throws {
        // More than a pipe holds, and less than waits for its reader.
        origin.serve("/short", .pattern(size: 300_000))
        let tool = try start(origin.url("/short"))
        try tool.wait(forError: "300 kB in ")
        if isInterrupted { tool.signal(SIGINT) } else { try tool.stopReading() }

        let report = try tool.end(readingOutput: false)
        #expect(report.status == (isInterrupted ? 130 : 1))
        let why = isInterrupted ? "interrupted" : "stopped, because standard output is closed"
        #expect(report.errors.hasSuffix("\ndownload: \(why)\n"))
    }

    @Test func `ends at a signal although nobody reads`() throws {
        origin.serve("/large", .pattern(size: 1_000_000_000))
        let tool = try start("--quiet", origin.url("/large"))
        _ = try tool.bytes(1)
        tool.signal(SIGINT)

        let report = try tool.end(readingOutput: false)
        #expect(report.status == 130)
        #expect(report.errors == "download: interrupted\n")
    }

    @Test func `fails where the bytes are not what their checksum says`() throws {
        let checksum = "md5:00000000000000000000000000000000"
        let report = try start(
            "--quiet",
            "--retries",
            "0",
            "--checksum",
            checksum,
            origin.url("/a")
        )
        .end()
        #expect(report.status == 1)
        #expect(report.errors.hasPrefix("download: "))
        #expect(report.errors.split(separator: "\n").count == 1)
    }

    @Test func `writes nothing where the server has nothing`() throws {
        let report = try start("--failed", "failed", origin.url("/b?q=1")).end()
        #expect(report.status == 1)
        #expect(report.bytes.isEmpty)
        #expect(report.errors.contains("404 Not Found"))
        #expect(folder.text("failed") == origin.url("/b?q=1") + "\n")
    }
}
