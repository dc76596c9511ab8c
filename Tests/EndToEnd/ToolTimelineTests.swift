import Downstream
import DownstreamTesting
import Foundation
import TestTraits
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite("The tool's timeline", .timeLimit(.minutes(5)))
struct ToolTimelineTests {
    private let folder: TemporaryFolder
    private let origin: LoopbackOrigin

    init() throws {
        folder = try TemporaryFolder()
        origin = try LoopbackOrigin()
        origin.serve("/a%20&%20%3Cb%3E.mp4", .pattern(size: 300_000))
        origin.serve("/c.mp4", .pattern(size: 200_000))
    }

    private func run(_ arguments: [String]) throws -> ToolProcess.Report {
        try ToolProcess.run(arguments, in: folder.path)
    }

    /// A run of three downloads, of which one fails, with a timeline and a log of it.
    private func record() throws -> (drawing: Drawing, log: [Substring]) {
        let report = try run(
            ["--json", "-j", "3", "--timeline", "run.svg", origin.url("/c.mp4")]
                + [origin.url("/a%20&%20%3Cb%3E.mp4"), origin.url("/nothing.mp4?token=sesame")]
        )
        #expect(report.status == 1)
        try folder.write(report.output, to: "events.ndjson")
        let drawing = try #require(try Drawing(folder.contents("run.svg")))
        return (drawing, report.output.split(separator: "\n"))
    }

    @Test func `shows what became of each`() throws {
        let drawing = try record().drawing

        #expect(drawing.texts.contains("2 saved, 1 failed"))
        for name in ["c.mp4", "nothing.mp4", "404"] {
            #expect(drawing.texts.contains { $0.contains(name) }, "\(name)")
        }
        #expect(!drawing.texts.contains { $0.contains("sesame") })
        // The legend has one of each, and the total is a curve too.
        #expect(drawing.classes["flow"] == 4)
        #expect(drawing.classes["saved"] == 3)
        #expect(drawing.classes["failed"] == 2)
    }

    @Test func `is the same of a log`() throws {
        let drawing = try record().drawing
        let report = try run(["timeline", "events.ndjson"])
        #expect(report.status == 0, "\(report.errors)")
        let again = try #require(Drawing(report.bytes))
        #expect(again.names == drawing.names)
        #expect(again.marks == drawing.marks)

        let tool = try ToolProcess(["timeline"], in: folder.path)
        try tool.write(try #require(folder.text("events.ndjson")))
        try tool.endInput()
        #expect(try tool.end().bytes == report.bytes)
    }

    @Test func `is drawn of what a killed run has left`() throws {
        let log = try record().log
        let torn = log.dropLast().joined(separator: "\n") + "\n" + log[log.count - 1].dropLast(9)
        try folder.write(torn, to: "torn")
        let report = try run(["timeline", "torn"])
        #expect(report.status == 0, "\(report.errors)")
        let drawing = try #require(Drawing(report.bytes))
        #expect(drawing.texts.contains { $0.hasSuffix("1 without an end") })
    }

    @Test func `names a line that is no event`() throws {
        var log = try record().log
        log[3] = log[3].dropLast(9)
        try folder.write(log.joined(separator: "\n") + "\n", to: "broken")
        let report = try run(["timeline", "broken"])
        #expect(report.status == 2)
        #expect(report.output == "")
        #expect(report.errors.hasPrefix("download: line 4 of the log"))
        #expect(report.errors.split(separator: "\n").count == 1)
    }

    @Test(arguments: [
        ["list"], ["nothing"], ["."], ["-o", "new.svg", "list"], ["--json", "list"],
    ])
    func `is not drawn of anything else`(_ arguments: [String]) throws {
        try folder.write("http://host/a", to: "list")
        let report = try run(["timeline"] + arguments)
        #expect(report.status == 2)
        #expect(report.output == "")
        #expect(report.errors.hasPrefix("download: "))
        #expect(report.errors.split(separator: "\n").count == 1)
        #expect(try folder.names == ["list"])
    }

    @Test func `is drawn of a run that a signal ended`() throws {
        origin.reply(
            "/held",
            with: "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n1",
            then: .hold
        )
        let tool = try ToolProcess(
            ["--json", "--timeline", "run.svg", origin.url("/held")],
            in: folder.path
        )
        try tool.wait(for: #""event":"chunk""#)
        tool.signal(SIGINT)
        #expect(try tool.end().status == 130)
        let drawing = try #require(try Drawing(folder.contents("run.svg")))
        #expect(drawing.texts.contains("1 without an end"))
    }
}

/// What an SVG shows, read by a real parser.
private final class Drawing: NSObject, XMLParserDelegate {
    private(set) var texts: [String] = []
    /// How many elements there are of each class.
    private(set) var classes: [String: Int] = [:]
    private var text = ""

    /// Nil where the data is not well-formed XML.
    init?(_ data: Data) {
        super.init()
        let parser = XMLParser(data: data)
        parser.delegate = self
        guard parser.parse() else { return nil }
    }

    /// How many there are of what tells of downloads; how many ticks an axis has, time decides.
    var marks: [String: Int] {
        let kinds: Set = ["attempt", "flow", "wait", "stall", "restart"]
        let ends: Set = ["saved", "unchanged", "failed", "open"]
        return classes.filter { kinds.union(ends).contains($0.key) }
    }

    /// The texts without those that hold a time or a speed.
    var names: [String] { texts.filter { !$0.contains { $0.isNumber } } }

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        text = ""
        for name in attributes["class"]?.split(separator: " ") ?? [] {
            classes[String(name), default: 0] += 1
        }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        text += string
    }

    func parser(
        _ parser: XMLParser,
        didEndElement name: String,
        namespaceURI: String?,
        qualifiedName: String?
    ) {
        if !text.isEmpty { texts.append(text) }
        text = ""
    }
}
