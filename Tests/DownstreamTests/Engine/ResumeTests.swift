import Downstream
import DownstreamTesting
import Foundation
import TestTraits
import Testing

@Suite("Going on from what is on disk", .timeLimit(.minutes(5)))
struct ResumeTests {
    private typealias Step = ScriptedTransport.Step

    private static let date = "Sun, 06 Nov 1994 08:50:37 GMT"
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func download(
        from url: String = "http://host/a",
        identity: String? = nil,
        retry: RetryPolicy = .never
    ) -> Download {
        Download(
            from: url,
            to: .file(path: folder.path("a")),
            identity: identity,
            retry: retry
        )
    }

    private static func whole(
        _ length: Int64? = 100,
        _ fields: KeyValuePairs<String, String> = ["ETag": "\"v1\""]
    ) -> Step {
        let length = length.map { [HeaderField("Content-Length", String($0))] } ?? []
        return .head(
            ResponseHead(
                status: 200,
                headers: length + fields.map { HeaderField($0.key, $0.value) }
            )
        )
    }

    private static func part(
        _ range: String,
        _ fields: KeyValuePairs<String, String> = ["ETag": "\"v1\""]
    ) -> Step {
        let headers = [HeaderField("Content-Range", "bytes \(range)")]
        return .head(
            ResponseHead(
                status: 206,
                headers: headers + fields.map { HeaderField($0.key, $0.value) }
            )
        )
    }

    /// That nothing follows the 40 bytes that were asked to be gone on from.
    private static let allIsThere = Step.head(
        ResponseHead(
            status: 416,
            headers: [HeaderField("Content-Range", "bytes */40"), HeaderField("ETag", "\"v1\"")]
        )
    )

    /// Has an earlier run leave 40 of 100 bytes.
    private func leavePart(
        of download: Download? = nil,
        _ head: Step = whole(),
        count: Int = 40
    ) async throws {
        let network = ScriptedTransport([head, .bytes(count), .drop])
        await #expect(throws: DownloadError.self) {
            try await (download ?? self.download()).file(on: .scripted(network))
        }
        #expect(try folder.contents("a.part").count == count)
    }

    private func run(
        _ download: Download,
        _ network: ScriptedTransport
    ) async throws -> (events: [DownloadEvent], completion: DownloadEvent.Completion?) {
        var events: [DownloadEvent] = []
        do {
            for try await event in download.events(on: .scripted(network)) { events.append(event) }
        } catch is DownloadError {
            // It is the last event.
        }
        #expect(EventGrammar.violation(in: events) == nil)
        guard case .completed(let completion) = events.last else { return (events, nil) }
        return (events, completion)
    }

    private func restart(_ events: [DownloadEvent]) -> DownloadEvent.RestartReason? {
        events.lazy.compactMap { event in
            if case .progress(let progress) = event { progress.response?.restart } else { nil }
        }.first
    }

    private func isWhole(_ count: Int64 = 100) throws -> Bool {
        try folder.contents("a") == BytePattern.bytes(0..<count)
    }

    private func editRecord(_ change: (inout [String: Any]) -> Void) throws {
        let data = try folder.contents("a.part.json")
        var record = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        change(&record)
        try folder.write(try JSONSerialization.data(withJSONObject: record), to: "a.part.json")
    }

    // MARK: What is gone on from

    @Test(.case(1)) func `asks for the rest, under the validator`() async throws {
        try await leavePart()
        let network = ScriptedTransport([Self.part("40-99/100"), .bytes(60)])

        let (events, completion) = try await run(download(), network)

        #expect(network.asked.map(\.offset) == [40])
        let conditions = network.asked.first?.headers.filter { $0.name == "If-Range" }
        #expect(conditions?.map(\.value) == ["\"v1\""])
        #expect(completion?.how == .resumed)
        #expect(completion?.byteCount == 100)
        #expect(restart(events) == nil)
        #expect(events.first == .started(.init(number: 1, resumingFrom: 40)))
        #expect(try isWhole())
        #expect(try folder.names == ["a"])
    }

    @Test func `goes on within a run, and tells it at once`() async throws {
        let network = ScriptedTransport(
            [Self.whole(), .bytes(40), .drop],
            [Self.part("40-99/100"), .bytes(60)]
        )

        let (events, completion) = try await run(download(retry: .default), network)

        #expect(network.asked.map(\.offset) == [0, 40])
        guard case .started(let second) = events.last(where: { $0.isStart }) else { return }
        #expect(second.number == 2)
        #expect(second.resumingFrom == 40)
        #expect(completion?.how == .transferred)
        #expect(completion?.attempts == 2)
        #expect(try isWhole())
    }

    @Test func `goes on within a run that has no file`() async throws {
        let network = ScriptedTransport(
            [Self.whole(), .bytes(40), .drop],
            [Self.part("40-99/100"), .bytes(60)]
        )
        let download = Download(from: "http://host/a", to: .nowhere, retry: .default)

        let (events, completion) = try await run(download, network)

        let offsets = events.compactMap { event in
            if case .chunk(let chunk) = event { chunk.offset } else { nil as Int64? }
        }
        #expect(offsets == [0, 40])
        #expect(completion?.byteCount == 100)
    }

    @Test(.case(11)) func `goes by a date where there is no strong tag`() async throws {
        let fields: KeyValuePairs = [
            "ETag": "W/\"v1\"", "Last-Modified": "Sun, 06 Nov 1994 08:49:37 GMT", "Date": Self.date,
        ]
        try await leavePart(Self.whole(100, fields))
        let network = ScriptedTransport([Self.part("40-99/100", fields), .bytes(60)])

        let (_, completion) = try await run(download(), network)

        let conditions = network.asked.first?.headers.filter { $0.name == "If-Range" }
        #expect(conditions?.map(\.value) == ["Sun, 06 Nov 1994 08:49:37 GMT"])
        #expect(completion?.how == .resumed)
        #expect(try isWhole())
    }

    @Test(.case(5)) func `asks again where less came than it asked for`() async throws {
        try await leavePart()
        let network = ScriptedTransport(
            [Self.part("40-49/100"), .bytes(10)],
            [Self.part("50-98/100"), .bytes(49)],
            [Self.part("99-99/100"), .bytes(1)]
        )

        let (_, completion) = try await run(download(), network)

        #expect(network.asked.map(\.offset) == [40, 50, 99])
        #expect(completion?.attempts == 1)
        #expect(try isWhole())
    }

    @Test(.case(5)) func `does not ask for ever where only crumbs come`() async throws {
        try await leavePart(Self.whole(1000))
        let crumbs = (40..<1000).map { offset in
            [Self.part("\(offset)-\(offset)/1000"), Step.bytes(1)]
        }
        let network = ScriptedTransport(responses: crumbs)

        let (events, _) = try await run(download(), network)

        #expect(network.asked.count == 101)
        guard case .failed(let error) = events.last else { return }
        #expect(error.reason == .truncated(expected: 1000, received: 141))
        #expect(error.received == 141)
    }

    @Test(.case(18)) func `asks for the last byte again where all are there`() async throws {
        try await leavePart()
        // A kill between the last byte and the renaming.
        try folder.write(BytePattern.bytes(0..<100), to: "a.part")
        let network = ScriptedTransport([Self.part("99-99/100"), .bytes(1)])

        let (_, completion) = try await run(download(), network)

        #expect(network.asked.map(\.offset) == [99])
        #expect(completion?.how == .resumed)
        #expect(try isWhole())
    }

    @Test(.case(18), arguments: [0, 1, 2])
    func `loses nothing where it is killed at the last byte`(failures: Int) async throws {
        try await leavePart()
        try folder.write(BytePattern.bytes(0..<100), to: "a.part")
        try editRecord { $0["safe"] = [[0, 100]] }
        let gate = Gate()
        let drops = (0..<failures).map { _ in [Self.part("99-99/100"), Step.drop] }
        let last = [Self.part("99-99/100"), .wait(for: gate), .bytes(1)]
        let network = ScriptedTransport(responses: drops + [last])
        let download = download(retry: .default)
        let running = Task { try await download.file(on: .scripted(network)) }
        await gate.waiters(atLeast: 1)

        // What a kill leaves here, the next run finds.
        let killed = ResumePlan(
            ResumeRecord(try folder.contents("a.part.json")),
            length: Int64(try folder.contents("a.part").count),
            identity: try download.fingerprint(),
            boot: nil
        )

        gate.open()
        _ = try await running.value
        #expect(network.asked.map(\.offset) == Array(repeating: 99, count: failures + 1))
        #expect(killed.safe == 100)
        #expect(killed.restart == nil)
        #expect(try isWhole())
    }

    @Test(.case(8, 18)) func `takes 416 for the proof that all is there`() async throws {
        try await leavePart(Self.whole(nil))
        let network = ScriptedTransport([Self.allIsThere, .text("an error page")])

        let (_, completion) = try await run(download(), network)

        #expect(network.asked.map(\.offset) == [40])
        #expect(completion?.byteCount == 40)
        #expect(try isWhole(40))
    }

    @Test func `holds a whole file that is there already against the limit`() async throws {
        try await leavePart(Self.whole(nil))
        var limited = download()
        limited.limits = DownloadLimits(bytes: 39)

        let (events, completion) = try await run(limited, ScriptedTransport([Self.allIsThere]))

        #expect(completion == nil)
        guard case .failed(let error) = events.last else {
            Issue.record("it cannot have succeeded")
            return
        }
        #expect(error.reason == .tooLarge(limit: 39))
    }

    @Test(.case(17)) func `takes the range along through redirects`() async throws {
        try await leavePart()
        let away = ResponseHead(status: 302, headers: [HeaderField("Location", "http://cdn/b")])
        let network = ScriptedTransport([.head(away)], [Self.part("40-99/100"), .bytes(60)])

        _ = try await run(download(), network)

        #expect(network.asked.map(\.offset) == [40, 40])
        #expect(network.asked.allSatisfy { $0.headers.contains { $0.name == "If-Range" } })
        #expect(try isWhole())
    }

    @Test func `finds its partial file again in a folder, and its name`() async throws {
        let download = Download(
            from: "http://host/a",
            to: .directory(path: folder.path),
            retry: .never
        )
        let named: KeyValuePairs = [
            "ETag": "\"v1\"", "Content-Disposition": "attachment; filename=\"film.mp4\"",
        ]
        let first = ScriptedTransport([Self.whole(100, named), .bytes(40), .drop])
        await #expect(throws: DownloadError.self) {
            try await download.file(on: .scripted(first))
        }
        let second = ScriptedTransport([Self.part("40-99/100"), .bytes(60)])

        let (_, completion) = try await run(download, second)

        #expect(completion?.how == .resumed)
        #expect(try folder.names == ["film.mp4"])
        #expect(try folder.contents("film.mp4") == BytePattern.bytes(0..<100))
    }

    @Test(.case(75)) func `goes on after a consumer that left`() async throws {
        let gate = Gate()
        let first = ScriptedTransport([Self.whole(), .bytes(40), .wait(for: gate)])
        let download = download()
        let reader = Task { try await download.file(on: .scripted(first)) }
        await gate.waiters(atLeast: 1)
        reader.cancel()
        await #expect(throws: CancellationError.self) { try await reader.value }

        let second = ScriptedTransport([Self.part("40-99/100"), .bytes(60)])
        let (_, completion) = try await run(download, second)

        #expect(completion?.how == .resumed)
        #expect(try isWhole())
    }

    @Test(.case(30)) func `needs nothing more once all is there, however the connection ends`()
        async throws
    {
        let network = ScriptedTransport([Self.whole(), .bytes(100), .drop])
        let (_, completion) = try await run(download(), network)
        #expect(completion?.byteCount == 100)
        #expect(try isWhole())
    }

    // MARK: What is not

    @Test(.case(12)) func `begins anew where nothing proves what is there`() async throws {
        try await leavePart(Self.whole(100, [:]))
        #expect(try folder.names == ["a.part"])
        let network = ScriptedTransport([Self.whole(100, [:]), .bytes(100)])

        let (events, completion) = try await run(download(), network)

        #expect(network.asked.map(\.offset) == [0])
        #expect(restart(events) == .notProvable)
        #expect(completion?.how == .transferred)
        #expect(try isWhole())
    }

    @Test(.case(11)) func `never trusts a weak tag`() async throws {
        try await leavePart(Self.whole(100, ["ETag": "W/\"v1\""]))
        let network = ScriptedTransport([Self.whole(100, ["ETag": "W/\"v1\""]), .bytes(100)])

        let (events, _) = try await run(download(), network)

        #expect(network.asked.map(\.offset) == [0])
        #expect(restart(events) == .notProvable)
    }

    @Test(.case(21)) func `never resumes where the server says that it does not`() async throws {
        let fields: KeyValuePairs = ["ETag": "\"v1\"", "Accept-Ranges": "none"]
        try await leavePart(Self.whole(100, fields))
        let network = ScriptedTransport([Self.whole(100, fields), .bytes(100)])

        _ = try await run(download(), network)

        #expect(network.asked.map(\.offset) == [0])
    }

    @Test(.case(17)) func `never mixes two URLs, however equal their validators`() async throws {
        try await leavePart(of: download(from: "http://host/a?id=1"))
        let network = ScriptedTransport([Self.whole(), .bytes(100)])

        let (events, _) = try await run(download(from: "http://host/a?id=2"), network)

        #expect(network.asked.map(\.offset) == [0])
        #expect(restart(events) == .otherDownload)
        #expect(try isWhole())
    }

    @Test func `knows a download again by the identity that the caller gives`() async throws {
        try await leavePart(of: download(from: "http://host/a?signed=1", identity: "asset"))
        let network = ScriptedTransport([Self.part("40-99/100"), .bytes(60)])
        let signed = download(from: "http://host/a?signed=2", identity: "asset")

        let (_, completion) = try await run(signed, network)

        #expect(network.asked.map(\.offset) == [40])
        #expect(completion?.how == .resumed)
    }

    @Test(
        .case(2, 3, 4, 10, 15, 16),
        arguments: [
            ("206 bytes 41-99/100", DownloadEvent.RestartReason.wrongRange),
            ("206 bytes 0-99/100", .wrongRange), ("206", .wrongRange),
            ("206 bytes 40-109/110", .changed), ("206v2 bytes 40-99/100", .changed),
            ("416 bytes */30", .changed), ("412", .changed), ("304", .notProvable),
        ]
    )
    func `asks once more, for the whole, where the rest does not fit`(
        reply: String,
        reason: DownloadEvent.RestartReason
    ) async throws {
        try await leavePart()
        var headers = [HeaderField("ETag", reply.hasPrefix("206v2") ? "\"v2\"" : "\"v1\"")]
        if let range = reply.firstIndex(of: " ") {
            headers.append(HeaderField("Content-Range", String(reply[range...].dropFirst())))
        }
        let status = try #require(Int(reply.prefix(3)))
        let network = ScriptedTransport(
            [.head(ResponseHead(status: status, headers: headers)), .text("not these bytes")],
            [Self.whole(), .bytes(100)]
        )

        let (events, completion) = try await run(download(), network)

        #expect(network.asked.map(\.offset) == [40, 0])
        #expect(restart(events) == reason)
        #expect(completion?.attempts == 1)
        #expect(completion?.how == .transferred)
        #expect(try isWhole())
        #expect(try folder.names == ["a"])
    }

    @Test(.case(7)) func `begins anew in one request where the whole comes`() async throws {
        try await leavePart()
        let changed = ScriptedTransport([Self.whole(100, ["ETag": "\"v2\""]), .bytes(100)])

        let (events, _) = try await run(download(), changed)

        #expect(changed.asked.map(\.offset) == [40])
        #expect(restart(events) == .changed)
        #expect(try isWhole())
    }

    @Test(.case(13)) func `stops asking a server that ignores ranges`() async throws {
        try await leavePart()
        let network = ScriptedTransport(
            [Self.whole(), .bytes(50), .drop],
            [Self.whole(), .bytes(100)]
        )

        let (events, _) = try await run(download(retry: .default), network)

        #expect(network.asked.map(\.offset) == [40, 0])
        #expect(restart(events) == .rangeIgnored)
        #expect(try isWhole())
    }

    @Test func `begins anew only three times`() async throws {
        let replies = (0..<9).map { _ in [Self.whole(100, [:]), Step.bytes(40), .drop] }
        let network = ScriptedTransport(responses: replies)

        let (events, _) = try await run(download(retry: RetryPolicy(retries: 9)), network)

        #expect(network.asked.count == 5)
        guard case .failed(let error) = events.last else { return }
        #expect(error.reason == .tooManyRestarts(limit: 3))
        #expect(try folder.contents("a.part").count == 40)
    }

    @Test func `does as it is told where it shall not resume`() async throws {
        try await leavePart()
        var download = download()
        download.resumes = false
        let network = ScriptedTransport([Self.whole(), .bytes(100)])

        let (events, _) = try await run(download, network)

        #expect(network.asked.map(\.offset) == [0])
        #expect(restart(events) == .notProvable)
        #expect(try isWhole())
    }

    @Test func `keeps what is there until something better comes`() async throws {
        try await leavePart()
        let before = try folder.contents("a.part.json")
        for status in [404, 403, 500] {
            let network = ScriptedTransport([.head(ResponseHead(status: status)), .text("no")])
            let (events, _) = try await run(download(), network)
            guard case .failed(let error) = events.last else { return }
            #expect(error.received == 40)
            #expect(error.sentence.contains("40 B are in the partial file"))
        }
        let other = ScriptedTransport([.head(ResponseHead(status: 404))])
        _ = try await run(download(from: "http://host/other"), other)

        #expect(try folder.contents("a.part") == BytePattern.bytes(0..<40))
        #expect(try folder.contents("a.part.json") == before)
    }

    // MARK: After a crash

    @Test func `trusts what was written before a kill`() async throws {
        try await leavePart()
        // A killed process leaves a record that is behind its file.
        try editRecord { $0["safe"] = [] as [[Int]] }
        let network = ScriptedTransport([Self.part("40-99/100"), .bytes(60)])

        _ = try await run(download(), network)

        #expect(network.asked.map(\.offset) == [40])
        #expect(try isWhole())
    }

    @Test(.case(19)) func `trusts only what was flushed before a reboot`() async throws {
        try await leavePart()
        try editRecord { record in
            record["safe"] = [[0, 16]]
            record["boot"] = "another"
        }
        // What the disk lost shows as zeros.
        try folder.write(BytePattern.bytes(0..<16) + Data(count: 24), to: "a.part")
        let network = ScriptedTransport([Self.part("16-99/100"), .bytes(10), .drop])

        let (events, _) = try await run(download(), network)

        #expect(network.asked.map(\.offset) == [16])
        #expect(events.first == .started(.init(number: 1, resumingFrom: 16)))
        // And nothing of the untrusted rest is trusted later.
        #expect(try folder.contents("a.part") == BytePattern.bytes(0..<26))
    }

    @Test(
        .case(19),
        arguments: [
            "safe beyond the file", "total below the file", "form", "validator", "junk", "",
        ]
    )
    func `trusts no record that does not fit`(damage: String) async throws {
        try await leavePart()
        switch damage {
        case "safe beyond the file": try editRecord { $0["safe"] = [[0, 41]] }
        case "total below the file":
            try editRecord { record in
                var version = record["version"] as? [String: Any]
                version?["total"] = 39
                record["version"] = version
            }
        case "form": try editRecord { $0["form"] = 1 }
        case "validator":
            try editRecord { record in
                var version = record["version"] as? [String: Any]
                var validator = version?["validator"] as? [String: Any]
                validator?["text"] = "\"v1\"\r\nX-Injected: yes"
                version?["validator"] = validator
                record["version"] = version
            }
        default: try folder.write(damage, to: "a.part.json")
        }
        let network = ScriptedTransport([Self.whole(), .bytes(100)])

        let (events, _) = try await run(download(), network)

        #expect(network.asked.map(\.offset) == [0])
        #expect(restart(events) == .notProvable)
        #expect(try isWhole())
        #expect(try folder.names == ["a"])
    }

    @Test(.case(70)) func `is not misled by a record that was left behind`() async throws {
        try await leavePart()
        let record = try folder.contents("a.part.json")
        try FileManager.default.removeItem(atPath: folder.path("a.part"))
        try folder.write(record, to: "a.part.json")
        let network = ScriptedTransport([Self.whole(100, ["ETag": "\"v2\""]), .bytes(30), .drop])

        let (events, _) = try await run(download(), network)

        #expect(network.asked.map(\.offset) == [0])
        #expect(restart(events) == nil)
        #expect(folder.text("a.part.json")?.contains("v2") == true)
    }

    @Test func `writes the record before the bytes that it speaks of`() async throws {
        let gate = Gate()
        let network = ScriptedTransport([Self.whole(), .bytes(1), .wait(for: gate), .bytes(99)])
        let download = download()
        let running = Task { try await download.file(on: .scripted(network)) }
        await gate.waiters(atLeast: 1)

        #expect(try folder.names == ["a.part", "a.part.json"])
        #expect(folder.text("a.part.json")?.contains("host") == false)
        gate.open()
        _ = try await running.value
        #expect(try folder.names == ["a"])
    }

    @Test func `keeps no record of what came in one piece`() async throws {
        let gate = Gate()
        let network = ScriptedTransport([Self.whole(), .bytes(100), .wait(for: gate)])
        let download = download()
        let running = Task { try await download.file(on: .scripted(network)) }
        await gate.waiters(atLeast: 1)

        #expect(try folder.names == ["a.part"])
        gate.open()
        _ = try await running.value
        #expect(try isWhole())
    }
}

extension DownloadEvent {
    fileprivate var isStart: Bool {
        if case .started = self { true } else { false }
    }
}
