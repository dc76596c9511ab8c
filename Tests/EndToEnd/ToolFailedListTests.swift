import Downstream
import DownstreamTesting
import Foundation
import TestTraits
import Testing

@Suite("The tool's list of failures", .timeLimit(.minutes(5)))
struct ToolFailedListTests {
    private let folder: TemporaryFolder
    private let origin: LoopbackOrigin

    init() throws {
        folder = try TemporaryFolder()
        origin = try LoopbackOrigin()
        for name in ["a", "b"] { origin.serve("/\(name)", .bytes(Data(name.utf8))) }
    }

    private func run(_ arguments: [String]) throws -> ToolProcess.Report {
        try ToolProcess.run(["--quiet", "--retries", "0"] + arguments, in: folder.path)
    }

    private func mode(of name: String) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path(name))
        return attributes[.posixPermissions] as? Int
    }

    @Test func `is what the next run takes`() throws {
        let lines = [
            origin.url("/c?token=sesame&part=1"), origin.url("/a"),
            origin.url("/d?token=open#here") + "\tfilms/d.mp4",
        ]
        try folder.write(lines.joined(separator: "\n"), to: "list")

        let first = try run(["-i", "list", "-d", "saved", "--failed", "failed"])
        #expect(first.status == 1)
        #expect(!first.errors.contains("sesame"))
        #expect(folder.text("failed") == "\(lines[0])\n\(lines[2])\n")
        #expect(try mode(of: "failed") == 0o600)

        for name in ["c", "d"] { origin.serve("/\(name)", .bytes(Data(name.utf8))) }
        let second = try run(["-i", "failed", "-d", "saved", "--failed", "again"])
        #expect(second.status == 0, "\(second.errors)")
        #expect(folder.text("saved/a") == "a")
        #expect(folder.text("saved/c") == "c")
        #expect(folder.text("saved/films/d.mp4") == "d")
        #expect(
            origin.requests.suffix(2).map(\.target) == ["/c?token=sesame&part=1", "/d?token=open"]
        )
        #expect(folder.text("again") == "")
    }

    @Test func `is private also where the file was there before`() throws {
        try folder.write("old", to: "failed")
        #expect(try mode(of: "failed") != 0o600)
        #expect(try run(["--failed", "failed", origin.url("/a")]).status == 0)
        #expect(folder.text("failed") == "")
        #expect(try mode(of: "failed") == 0o600)
    }

    @Test func `names what a signal cut short`() throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n"
        origin.reply("/held", with: head + "1", then: .hold)
        let tool = try ToolProcess(
            ["--json", "-j", "2", "--failed", "failed", origin.url("/held?q=1"), origin.url("/a")],
            in: folder.path
        )
        try tool.wait(for: #""event":"completed""#)
        tool.signal(SIGINT)

        #expect(try tool.end().status == 130)
        #expect(folder.text("failed") == origin.url("/held?q=1") + "\n")
    }

    @Test(arguments: ["list", "./list", "soft", "hard"])
    func `does not overwrite the list that is read`(_ path: String) throws {
        let text = origin.url("/a") + "\n"
        try folder.write(text, to: "list")
        let files = FileManager.default
        try files.linkItem(atPath: folder.path("list"), toPath: folder.path("hard"))
        try files.createSymbolicLink(atPath: folder.path("soft"), withDestinationPath: "list")

        for option in ["--failed", "--timeline"] {
            let report = try run(["-i", "list", option, path])
            #expect(report.status == 2)
            #expect(
                report.errors == "download: -i and \(option) name the same file; "
                    + "give \(option) another\n"
            )
        }
        #expect(folder.text("list") == text)
        #expect(origin.requests.isEmpty)
    }

    @Test func `is left alone where the arguments are wrong`() throws {
        try folder.write("old", to: "failed")
        for option in [["--log", "/"], ["--timeline", "/"], ["-i", "nothing"]] {
            let report = try run(["--failed", "failed"] + option + [origin.url("/a")])
            #expect(report.status == 2)
        }
        #expect(folder.text("failed") == "old")
    }

    @Test func `holds no line that would be read as something else`() throws {
        let report = try run(["--failed", "failed", "http://a\n\(origin.url("/a"))", "#a", "a\tb"])
        #expect(report.status == 1)
        #expect(folder.text("failed") == "")
    }
}
