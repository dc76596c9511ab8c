import Downstream
import DownstreamTesting
import Foundation
import TestTraits
import Testing

@Suite("The tool, with several downloads at a time", .timeLimit(.minutes(5)))
struct ToolParallelTests {
    private let folder: TemporaryFolder
    private let origin: LoopbackOrigin

    init() throws {
        folder = try TemporaryFolder()
        origin = try LoopbackOrigin()
    }

    private func urls(_ count: Int) -> [String] {
        (1...count).map { origin.url("/\($0)") }
    }

    @Test func `asks for as many as it may before the first is there`() throws {
        let turnstile = Turnstile(opensAt: 4)
        defer { turnstile.open() }
        for number in 1...4 { origin.serve("/\(number)", turnstile.holding(Data([1]))) }

        let report = try ToolProcess.run(
            ["--quiet", "-j", "4", "--stall-timeout", "10", "--retries", "0"] + urls(4),
            in: folder.path
        )

        #expect(report.status == 0, "\(report.errors)")
        #expect(try folder.names == ["1", "2", "3", "4"])
    }

    @Test func `asks a host no more often at a time than it may`() throws {
        let other = try LoopbackOrigin()
        let turnstile = Turnstile(opensAt: .max)
        defer { turnstile.open() }
        origin.serve("/1", turnstile.holding(Data([1])))
        for number in 2...4 { origin.serve("/\(number)", .bytes(Data([1]))) }
        for number in 5...8 { other.serve("/\(number)", .bytes(Data([1]))) }
        let others = (5...8).map { other.url("/\($0)") }

        let tool = try ToolProcess(
            ["--json", "-j", "4", "--per-host", "1"] + urls(4) + others,
            in: folder.path
        )
        // The one who waits for the first host holds nobody up at the other.
        for _ in others { try tool.wait(for: #""event":"completed""#) }
        turnstile.waitForArrival()
        #expect(origin.requests.map(\.target) == ["/1"])
        turnstile.open()

        #expect(try tool.end().status == 0)
        #expect(origin.requests.map(\.target) == ["/1", "/2", "/3", "/4"])
        #expect(try folder.names.count == 8)
    }

    @Test func `writes the events of each by the grammar`() async throws {
        let count = 200
        let failing = 77
        for number in 1...count where number != failing {
            origin.serve("/\(number)", .pattern(size: Int64(number) * 500))
        }
        try folder.write(urls(count).joined(separator: "\n"), to: "list")

        let report = try ToolProcess.run(
            ["--json", "-j", "16", "--per-host", "16", "-i", "list", "-d", "files"],
            in: folder.path
        )

        #expect(report.status == 1)
        #expect(report.errors.split(separator: "\n").count == 1)
        let lines = report.output.split(separator: "\n").map(String.init)
        let events = try lines.map { try RecordedEvent(line: $0) }
        #expect(events.map(\.sequence) == Array(1...events.count))
        var grammars: [Int: EventGrammar] = [:]
        for line in events {
            if let event = line.event { grammars[line.download, default: .init()].check(event) }
        }
        #expect(Set(grammars.keys) == Set(1...count))
        for number in grammars.keys {
            grammars[number]?.finish()
            #expect(grammars[number]?.violation == nil, "download \(number)")
        }

        let sources = events.filter { $0.source != nil }.map { ($0.source ?? "", $0.download) }
        #expect(sources.sorted { $0.1 < $1.1 }.map(\.0) == urls(count))
        let ended = events.filter { $0.event?.isEnd == true }
        let failed = ended.filter { if case .failed = $0.event { true } else { false } }
        #expect(ended.count == count)
        #expect(failed.map(\.download) == [failing])
        let replayed = RecordedDownload(lines: lines, number: count).events(pace: .immediately)
        #expect(try await replayed.completion().byteCount == 100_000)
        #expect(try folder.contents("files/200") == BytePattern.bytes(0..<100_000))
    }

    @Test func `says how all of them went`() throws {
        for number in 1...2 { origin.serve("/\(number)", .pattern(size: 1000)) }
        let report = try ToolProcess.run(["-j", "3"] + urls(3), in: folder.path)
        #expect(report.status == 1)
        let summary = try #require(report.errors.split(separator: "\n").last)
        #expect(summary.hasPrefix("2 saved, 1 failed, 2.0 kB in "))
        #expect(summary.hasSuffix("/s)"))
    }

    @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
    func `keeps what all of them have at a signal`(_ signal: Int32, _ status: Int32) throws {
        let bytes = BytePattern.bytes(0..<100_000)
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n"
        for number in 1...3 {
            origin.reply("/\(number)", with: Array(head.utf8) + bytes, then: .hold)
        }
        let tool = try ToolProcess(["--json", "-j", "3"] + urls(5), in: folder.path)
        var missing: Set = [1, 2, 3]
        while !missing.isEmpty, let line = try tool.line() {
            let recorded = try RecordedEvent(line: line)
            if case .extent = recorded.content { missing.remove(recorded.download) }
        }
        tool.signal(signal)

        let report = try tool.end()

        #expect(report.status == status)
        #expect(report.errors.hasPrefix("download: interrupted; "))
        #expect(
            report.errors.hasSuffix(" are kept in 3 partial files; 2 URLs were not begun\n")
        )
        let names = try folder.names
        #expect(names.count == 3 && names.allSatisfy { $0.hasSuffix(".part") })
        for name in names {
            let kept = try folder.contents(name)
            #expect(!kept.isEmpty && kept == bytes.prefix(kept.count))
        }
    }

    @Test func `fails where one is not what its checksum says`() throws {
        for number in 1...2 { origin.serve("/\(number)", .bytes(Data([UInt8(number)]))) }
        // Of the byte 1.
        let checksum = "md5:55a54008ad1ba589aa210d2629c1df41"
        let report = try ToolProcess.run(
            ["--quiet", "-j", "2", "--retries", "0", "--checksum", checksum] + urls(2),
            in: folder.path
        )
        #expect(report.status == 1)
        #expect(report.errors.split(separator: "\n").count == 1)
        #expect(try folder.names.filter { !$0.hasPrefix(".") } == ["1"])
    }
}
