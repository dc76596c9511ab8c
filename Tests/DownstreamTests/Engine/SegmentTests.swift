import Downstream
import DownstreamTesting
import Foundation
import TestTraits
import Testing

@Suite("One file over several connections", .timeLimit(.minutes(5)))
struct SegmentTests {
    private typealias Trial = SegmentTrial
    private static let size = Trial.size

    private let trial: Trial

    init() throws {
        trial = try Trial()
    }

    /// Whether each byte was told once.
    private func areAll(_ ranges: [Range<Int64>]) -> Bool {
        let sorted = ranges.sorted { $0.lowerBound < $1.lowerBound }
        let isRow = zip(sorted, sorted.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound }
        return isRow && sorted.first?.lowerBound == 0 && sorted.last?.upperBound == Self.size
    }

    // MARK: How many, and which

    @Test(.case(1), arguments: [2, 3, 4, 8, 100])
    func `fetches each byte once, under one validator`(segments: Int) async throws {
        let network = Trial.sideBySide()
        let events = try await trial.events(trial.download(segments), on: network)
        #expect(areAll(events.chunkRanges))
        #expect(try trial.folder.contents("a") == BytePattern.bytes(0..<Self.size))
        #expect(try trial.folder.names == ["a"])
        #expect(network.asked.first?.range == nil)
        #expect(network.asked.count > 1)
        for request in network.asked.dropFirst() {
            #expect(request.headers.contains(HeaderField("If-Range", "\"v1\"")))
            #expect(request.end != nil)
        }
    }

    @Test func `begins with as many as it may, once a second one has shown that it works`()
        async throws
    {
        let (bodies, heads) = (Gate(), Gate())
        let network = Trial.network { range, number in
            let head = number == 2 ? [.wait(for: heads)] : [Trial.Step]()
            return head + Trial.held(range, isWhole: number == 1, at: bodies)
        }
        let download = trial.download(4)
        let running = Task { try await trial.finish(download, on: network) }
        await heads.waiters(atLeast: 1)
        await bodies.waiters(atLeast: 1)
        #expect(network.ranges == [0..<8_192, 6_144..<8_192])

        heads.open()
        await bodies.waiters(atLeast: 4)
        #expect(network.ranges.dropFirst().map(\.lowerBound).sorted() == [2_048, 4_096, 6_144])
        bodies.open()
        _ = try await running.value
    }

    @Test func `takes no more connections than a host has room for`() async throws {
        var trial = trial
        trial.configuration.connectionsPerHost = 2
        let bodies = Gate()
        let network = Trial.network { range, number in
            number > 2 ? nil : Trial.held(range, isWhole: number == 1, at: bodies)
        }
        let download = trial.download(8)
        let running = Task { [trial] in try await trial.finish(download, on: network) }
        await bodies.waiters(atLeast: 2)
        #expect(network.asked.count == 2)
        bodies.open()
        _ = try await running.value
    }

    @Test func `splits what a slow connection has before it`() async throws {
        let slow = Gate()
        let network = Trial.network { range, number in
            // Now what is left of it is too little for two.
            if number == 3 { slow.open() }
            return number == 1 ? Trial.held(range, isWhole: true, at: slow) : nil
        }
        try await trial.finish(trial.download(2), on: network)
        // Each takes half of what is left of the first one behind its 100 bytes.
        #expect(network.ranges == [0..<8_192, 4_096..<8_192, 2_048..<4_096])
    }

    @Test(
        .case(11, 13),
        arguments: [
            [HeaderField("ETag", "W/\"v1\"")], [],
            [HeaderField("ETag", "\"v1\""), HeaderField("Accept-Ranges", "none")],
        ]
    )
    func `stays single where nothing proves a version, or no ranges come`(
        fields: [HeaderField]
    ) async throws {
        let head = ResponseHead(
            status: 200,
            headers: [HeaderField("Content-Length", "8192")] + fields
        )
        let network = ScriptedTransport([.head(head), .bytes(8_192)])
        try await trial.finish(trial.download(), on: network)
        #expect(network.asked.count == 1)
    }

    @Test(arguments: [1, 0, -1]) func `stays single unless told otherwise`(segments: Int)
        async throws
    {
        let network = Trial.network()
        try await trial.finish(trial.download(segments), on: network)
        #expect(network.asked.count == 1)
    }

    @Test func `stays single where there is no file, or none that is large enough`() async throws {
        let small = ScriptedTransport([.file(of: 2_047), .bytes(2_047)])
        _ = try await trial.events(trial.download(), on: small)
        #expect(small.asked.count == 1)

        var download = trial.download()
        download.destination = .nowhere
        let network = Trial.network()
        let events = try await trial.events(download, on: network)
        #expect(network.asked.count == 1)
        #expect(events.last?.isEnd == true)
    }

    // MARK: What the bytes are held against

    @Test func `computes the checksum of what came in no order`() async throws {
        let computing = Verification(computing: .sha256)
        let single = trial.download(1, verification: computing)
        let checksum = try await trial.finish(single, on: Trial.network()).checksum
        #expect(checksum != nil)

        let expecting = Verification(checksum: checksum)
        let shared = trial.download(verification: expecting)
        #expect(try await trial.finish(shared, on: Trial.sideBySide()).checksum == checksum)
    }

    @Test func `gives the bytes in their order`() async throws {
        let network = Trial.sideBySide()
        var file = Data()
        for try await bytes in trial.download().bytes(on: trial.downloader(network)) {
            file.append(bytes)
        }
        #expect(file == BytePattern.bytes(0..<Self.size))
        #expect(network.asked.count > 1)
    }

    @Test(.case(20)) func `gives no bytes of two versions`() async throws {
        let (fed, never) = (Gate(), Gate())
        let network = Trial.sideBySide { range, number in
            switch number {
            case 1: Trial.part(range, isWhole: true, until: 1_000) + [.wait(for: never)]
            case 2: nil
            case 3: [.wait(for: fed)] + Trial.part(range, tag: "v2")
            default: Trial.part(0..<Self.size, tag: "v2", isWhole: true)
            }
        }
        let error = await #expect(throws: DownloadError.self) {
            let download = trial.download(2)
            for try await _ in download.bytes(on: trial.downloader(network)) { fed.open() }
        }
        #expect(error?.reason == .changedWhileReading)
        #expect(network.asked.count == 4)
    }

    /// What a connection may get in place of what it asked for.
    enum Fault: CaseIterable {
        case otherTag, otherLength, rangeIgnored, shorterRange, otherRange, noRange
        case preconditionFailed, unsatisfiable, compressed

        func steps(_ range: Range<Int64>) -> [ScriptedTransport.Step] {
            let (size, short) = (SegmentTrial.size, range.lowerBound..<range.upperBound - 1)
            switch self {
            case .otherTag: return [.part(range, of: size, tag: "v2"), .bytes(range.count)]
            case .otherLength: return [.part(range, of: size + 1), .bytes(range.count)]
            case .rangeIgnored: return [.file(of: size), .bytes(Int(size))]
            case .shorterRange: return [.part(short, of: size), .bytes(short.count)]
            case .otherRange: return [.part(0..<5, of: size), .bytes(5)]
            case .noRange:
                let tag = HeaderField("ETag", "\"v1\"")
                return [.head(ResponseHead(status: 206, headers: [tag])), .bytes(range.count)]
            case .preconditionFailed: return [.status(412)]
            case .unsatisfiable: return [.status(416)]
            case .compressed:
                guard case .head(var head) = .part(range, of: size) as ScriptedTransport.Step else {
                    return []
                }
                head.headers.append(HeaderField("Content-Encoding", "gzip"))
                return [.head(head), .bytes(range.count)]
            }
        }
    }

    @Test(.case(20), arguments: Fault.allCases)
    func `goes on over the first connection where the second gets another file`(
        fault: Fault
    ) async throws {
        let network = Trial.network { range, number in number == 2 ? fault.steps(range) : nil }
        let events = try await trial.events(trial.download(), on: network)
        #expect(network.asked.count == 2)
        #expect(
            events.chunkRanges.map(\.lowerBound) == events.chunkRanges.map(\.lowerBound).sorted()
        )
        #expect(areAll(events.chunkRanges))
        #expect(try trial.folder.contents("a") == BytePattern.bytes(0..<Self.size))
    }

    @Test(.case(20), arguments: Fault.allCases)
    func `goes back to one stream where a later one gets another file`(fault: Fault) async throws {
        let network = Trial.sideBySide { range, number in number == 4 ? fault.steps(range) : nil }
        try await trial.finish(trial.download(), on: network)
        let last = try #require(network.asked.last)
        #expect(network.asked.filter { $0.end == nil } == [network.asked[0], last])
        if last.offset > 0 { #expect(last.headers.contains(HeaderField("If-Range", "\"v1\""))) }
    }

    @Test(.case(20)) func `begins anew where the file has changed on the server`() async throws {
        let network = Trial.sideBySide { range, number in
            guard number >= 4 else { return nil }
            return range.upperBound == Self.size && number > 4
                ? Trial.part(0..<Self.size, tag: "v2", isWhole: true)
                : Trial.part(range, tag: "v2")
        }
        let events = try await trial.events(trial.download(), on: network)
        #expect(try trial.folder.contents("a") == BytePattern.bytes(0..<Self.size))
        let starts = events.compactMap { event in
            if case .started(let attempt) = event { attempt } else { nil }
        }
        #expect(starts.count == 2)
        #expect(starts.last?.delay == .zero)
        #expect(starts.last?.after?.stage == .receiving)
    }

    // MARK: What breaks

    @Test(.case(1), arguments: [1, 2, 3, 4])
    func `has others bring what a broken connection leaves`(broken: Int) async throws {
        let network = Trial.sideBySide { range, number in
            guard number == broken else { return nil }
            let part = Trial.part(range, isWhole: number == 1, until: range.lowerBound + 500)
            return part + [.drop]
        }
        let events = try await trial.events(trial.download(), on: network)
        #expect(areAll(events.chunkRanges))
        #expect(events.filter { if case .started = $0 { true } else { false } }.count == 1)
        #expect(try trial.folder.contents("a") == BytePattern.bytes(0..<Self.size))
    }

    @Test(.case(42), arguments: [429, 503, 403, 404])
    func `stays single where the server wants no second connection`(status: Int) async throws {
        let network = Trial.network { _, number in number == 2 ? [.status(status)] : nil }
        let events = try await trial.events(trial.download(), on: network)
        #expect(network.asked.count == 2)
        #expect(areAll(events.chunkRanges))
    }

    @Test func `makes do with the connections that a server grants`() async throws {
        var trial = trial
        trial.configuration.connectionsPerHost = 8
        let bodies = Gate()
        let network = Trial.network { range, number in
            // A third connection, and all that are asked for beside it.
            if number == 8 { bodies.open() }
            if (4...8).contains(number) { return [.status(503)] }
            return number < 4 ? Trial.held(range, isWhole: number == 1, at: bodies) : nil
        }
        let events = try await trial.events(trial.download(8), on: network)
        #expect(areAll(events.chunkRanges))
        #expect(try trial.folder.contents("a") == BytePattern.bytes(0..<Self.size))
    }

    @Test(.case(1)) func `goes on around what is there in the next attempt`() async throws {
        // Each connection of the first attempt brings 500 bytes.
        let network = Trial.sideBySide { range, number in
            guard number <= 4 else { return nil }
            let end = range.lowerBound + 500
            return Trial.part(range, isWhole: number == 1, until: end) + [.drop]
        }
        let retry = RetryPolicy(retries: 1, base: .zero, cap: .zero)
        let events = try await trial.events(trial.download(retry: retry), on: network)
        #expect(areAll(events.chunkRanges))
        #expect(try trial.folder.contents("a") == BytePattern.bytes(0..<Self.size))
        let starts = events.compactMap { event in
            if case .started(let attempt) = event { attempt.resumingFrom } else { nil }
        }
        #expect(starts.count == 2)
        #expect(starts.last.map { $0 > 0 && $0 % 500 == 0 } == true)
    }

    // MARK: What a host may be asked

    @Test func `lets go of a connection that is done`() async throws {
        let gone = Gate()
        let network = BodyWatch(
            Trial.network { range, number in
                let part = Trial.part(range, isWhole: number == 1)
                return number == 2 ? [part[0], .bytes(1), .wait(for: gone), .bytes(4_095)] : nil
            },
            gone: gone
        )
        try await trial.finish(trial.download(2), on: network)
    }

    @Test func `does without a second connection that is not answered`() async throws {
        let never = Gate()
        let network = Trial.network { _, number in number == 2 ? [.wait(for: never)] : nil }
        let events = try await trial.events(trial.download(), on: network)
        #expect(network.asked.count == 2)
        #expect(areAll(events.chunkRanges))
    }

    @Test(.case(42)) func `leaves a host alone that asks for it`() async throws {
        let clock = TestClock()
        let busy = ResponseHead(status: 429, headers: [HeaderField("Retry-After", "60")])
        let network = Trial.sideBySide { range, number in
            switch number {
            case 1: Trial.part(range, isWhole: true, until: 500) + [.drop]
            case 3: [.head(busy)]
            default: nil
            }
        }
        let download = trial.download(3, retry: RetryPolicy(retries: 1))
        let running = Task { [trial] in
            try await download.file(on: trial.downloader(network, clock: clock))
        }
        await clock.sleepers(atLeast: 2)
        #expect(network.asked.count == 3)
        clock.advance(by: .seconds(61))
        _ = try await running.value
        #expect(network.asked.count > 3)
    }

    @Test func `takes no turn that another download waits for`() async throws {
        var trial = trial
        trial.configuration.connectionsPerHost = 2
        let bodies = Gate()
        let network = ScriptedTransport { request, number in
            let range = request.offset..<(request.end ?? Self.size)
            return number <= 2
                ? Trial.held(range, isWhole: request.range == nil, at: bodies)
                : Trial.part(range, isWhole: request.range == nil)
        }
        let downloader = trial.downloader(network)
        let large = trial.download(2)
        let running = Task { try await large.file(on: downloader) }
        await bodies.waiters(atLeast: 2)
        let other = Download(from: "http://host/b", to: .nowhere)
        for try await event in other.events(on: downloader) {
            if case .progress(let progress) = event, progress.phase == .waiting(until: nil) {
                bodies.open()
            }
        }
        _ = try await running.value
        #expect(
            network.asked.prefix(3).map(\.url) == [
                "http://host/a", "http://host/a", "http://host/b",
            ]
        )
    }

    @Test(.case(1)) func `asks once more where the last of several connections breaks`()
        async throws
    {
        let network = Trial.sideBySide { range, number in
            guard number == 1 else { return nil }
            return Trial.part(range, isWhole: true, until: 100) + [.drop]
        }
        let slow = trial.download(2)
        let events = try await trial.events(slow, on: network)
        #expect(areAll(events.chunkRanges))
        #expect(events.filter { if case .started = $0 { true } else { false } }.count == 1)
    }

    @Test func `refuses bytes beyond the end of the file`() async throws {
        let network = Trial.network { range, number in
            // A single stream has to be told apart from what is too long.
            switch number {
            case 1: [.file(of: Self.size), .bytes(Int(Self.size) + 10)]
            case 2: [.status(503)]
            default: [.part(range, of: Self.size), .bytes(range.count + 10)]
            }
        }
        let events = try await trial.events(trial.download(), on: network)
        guard case .failed(let error) = events.last else {
            Issue.record("\(events)")
            return
        }
        #expect(error.reason == .malformedResponse(problem: "it sent too many bytes"))
    }
}
