import Downstream
import DownstreamTesting
import Foundation
import TestTraits
import Testing

@Suite("The tool, with a list", .timeLimit(.minutes(5)))
struct ToolListTests {
    private let folder: TemporaryFolder
    private let origin: LoopbackOrigin

    init() throws {
        folder = try TemporaryFolder()
        origin = try LoopbackOrigin()
        for name in ["a", "b", "c", "d"] { origin.serve("/\(name)", .bytes(Data(name.utf8))) }
    }

    private func run(_ arguments: [String]) throws -> ToolProcess.Report {
        try ToolProcess.run(arguments, in: folder.path)
    }

    private func list(_ lines: String...) throws {
        try folder.write(lines.joined(separator: "\n"), to: "list")
    }

    @Test func `saves all of it, each under its name`() throws {
        try list(
            "# what to watch",
            "",
            origin.url("/a"),
            "  \(origin.url("/b"))\tfilms/b.mp4\r",
            "# \(origin.url("/d"))",
            "\(origin.url("/c")) \t c c.mp4 "
        )
        let report = try run(["-i", "list", "-d", "new", origin.url("/d")])

        #expect(report.status == 0, "\(report.errors)")
        #expect(report.output == "")
        #expect(report.errors.contains("\n4 saved, 4 B in "))
        #expect(folder.text("new/a") == "a")
        #expect(folder.text("new/films/b.mp4") == "b")
        #expect(folder.text("new/c c.mp4") == "c")
        #expect(folder.text("new/d") == "d")
        // An argument is the first.
        #expect(origin.requests.first?.target == "/d")
    }

    @Test(arguments: [
        ("\t../out", "its name leads out of the folder"),
        ("\t/out", "its name begins with a slash"),
    ])
    func `leaves a line out that it cannot mean`(_ name: String, _ problem: String) throws {
        try list(origin.url("/a"), "", origin.url("/b") + name, origin.url("/c"))
        let report = try run(["--quiet", "-i", "list"])

        #expect(report.status == 1)
        #expect(report.errors == "download: line 3 of list is left out, because \(problem)\n")
        #expect(try folder.names == ["a", "c", "list"])
    }

    @Test func `goes on behind a line that is no URL`() throws {
        try list("video.mp4", origin.url("/a"))
        let report = try run(["--quiet", "-i", "list"])

        #expect(report.status == 1)
        #expect(report.errors.split(separator: "\n").count == 1)
        #expect(try folder.names == ["a", "list"])
    }

    @Test func `reads standard input line by line`() throws {
        let tool = try ToolProcess(["--json", "-i", "-"], in: folder.path)
        try tool.write(origin.url("/a") + "\n")
        try tool.wait(for: #""event":"completed""#)
        #expect(folder.text("a") == "a")
        #expect(origin.requests.count == 1)

        try tool.write("\(origin.url("/b"))\tsecond\n\tno URL\n")
        try tool.wait(for: #""event":"completed""#)
        #expect(folder.text("second") == "b")
        try tool.endInput()

        let report = try tool.end()
        #expect(report.status == 1)
        #expect(
            report.errors == "download: line 3 of standard input is left out, "
                + "because it has a name but no URL\n"
        )
    }

    @Test func `ends at a signal although standard input does not`() throws {
        let tool = try ToolProcess(["--json", "-i", "-"], in: folder.path)
        try tool.write(origin.url("/a") + "\n")
        try tool.wait(for: #""event":"completed""#)
        tool.signal(SIGTERM)

        let report = try tool.end()
        #expect(report.status == 143)
        #expect(
            report.errors == "download: interrupted; the rest of the list was not read\n"
        )
    }

    @Test(arguments: ["nothing", "."])
    func `says that there is no list`(_ path: String) throws {
        let report = try run(["-i", path])
        #expect(report.status == (path == "." ? 1 : 2))
        #expect(report.errors.hasPrefix("download: "))
        #expect(report.errors.split(separator: "\n").count == 1)
    }
}
