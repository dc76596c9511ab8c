import Downstream
import DownstreamTesting
import Testing

@Suite("The tool, before it requests anything", .timeLimit(.minutes(5)))
struct ToolUsageTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `prints its version`() throws {
        let report = try ToolProcess.run(["--version"])
        #expect(report.status == 0)
        #expect(report.output == "download \(Downloader.version)\n")
        #expect(report.errors == "")
    }

    @Test func `prints help`() throws {
        let report = try ToolProcess.run(["--help"])
        #expect(report.status == 0)
        #expect(report.output.contains("Usage: download [options] URL..."))
        #expect(report.errors == "")
    }

    @Test(arguments: [
        [], ["--nonsense", "http://127.0.0.1/"], ["-o"],
        ["-o", "a", "-d", "b", "http://127.0.0.1/"],
        ["-o", "a", "http://127.0.0.1/", "http://127.0.0.1/"], ["--json=1", "http://127.0.0.1/"],
        ["--log", "/dev/null/log", "http://127.0.0.1/"], ["--log", "/", "http://127.0.0.1/"],
    ])
    func `exits with 2 and one sentence at a mistake`(_ arguments: [String]) throws {
        let report = try ToolProcess.run(arguments, in: folder.path)
        #expect(report.status == 2)
        #expect(report.output == "")
        expectOneSentence(report.errors)
        #expect(try folder.names == [])
    }

    @Test(arguments: [
        "", "video.mp4", "/video.mp4", "//host/video.mp4", "localhost:80/video.mp4",
        "ftp://host/video.mp4", "http:///video.mp4", "http://", "http://host\\video.mp4",
        "http://host/a\u{1B}[31m", "http://host/a\nb", "http://host/a b", "http://host:99999/",
    ])
    func `refuses what is not a URL and leaves nothing behind`(_ url: String) throws {
        let report = try ToolProcess.run(["-o", "video.mp4", "--", url], in: folder.path)
        #expect(report.status == 1)
        #expect(report.output == "")
        expectOneSentence(report.errors)
        #expect(try folder.names == [])
    }

    @Test func `keeps secrets out of its sentences`() throws {
        let url = "ftp://user:word@host/video.mp4?token=sesame"
        let report = try ToolProcess.run(["--json", url], in: folder.path)
        #expect(report.status == 1)
        for text in [report.errors, report.output] {
            #expect(text.contains("ftp://host/video.mp4"))
            #expect(!text.contains("word@") && !text.contains("sesame"))
        }
    }

    @Test func `goes on after a URL that failed`() throws {
        let report = try ToolProcess.run(["a:", "b:"], in: folder.path)
        #expect(report.status == 1)
        let lines = report.errors.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.last?.hasPrefix("0 saved, 2 failed, 0 B in ") == true)
    }

    @Test func `says that nobody listens on a port`() throws {
        let report = try ToolProcess.run(["--retries", "0", try closedPort()], in: folder.path)
        #expect(report.status == 1)
        expectOneSentence(report.errors)
        #expect(report.errors.contains("could not be reached"))
        #expect(try folder.names == [])
    }

    @Test func `refuses a destination that cannot be a file`() throws {
        try folder.write("old", to: "file")
        let url = try closedPort()
        for destination in [["-o", "."], ["-o", "file/video.mp4"], ["-d", "file"]] {
            let report = try ToolProcess.run(destination + [url], in: folder.path)
            #expect(report.status == 1)
            expectOneSentence(report.errors)
            #expect(report.errors.contains("the destination cannot be used"))
        }
        #expect(try folder.names == ["file"])
        #expect(folder.text("file") == "old")
    }

    @Test func `writes its failure to the log`() throws {
        let report = try ToolProcess.run(["--log", "log", "ftp://host/a"], in: folder.path)
        #expect(report.status == 1)
        let log = try #require(folder.text("log"))
        #expect(log.contains("ftp://host/a: started attempt 1\n"))
        #expect(log.contains("ftp://host/a: failed while validating"))
    }

    /// A URL with a port of this machine on which nobody listens.
    private func closedPort() throws -> String {
        let socket = try ListeningSocket()
        return "http://127.0.0.1:\(socket.port)/video.mp4"
    }

    private func expectOneSentence(_ text: String) {
        #expect(text.hasPrefix("download: "))
        #expect(text.hasSuffix("\n"))
        #expect(text.split(separator: "\n").count == 1)
        #expect(!text.contains("\u{1B}"))
    }
}
