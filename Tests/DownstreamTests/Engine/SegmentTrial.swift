import Downstream
import DownstreamTesting
import Foundation
import Testing

/// A file of 8,192 bytes that may be fetched in pieces of 1,024 and more.
struct SegmentTrial {
    typealias Step = ScriptedTransport.Step
    typealias Answer = @Sendable (_ range: Range<Int64>, _ number: Int) -> [Step]?

    static let size: Int64 = 8_192

    let folder: TemporaryFolder
    var configuration = Downloader.Configuration()
    var disk: SimulatedDisk?
    var pace = Checkpoints.Pace.standard
    var executors = Executors.process

    init() throws {
        folder = try TemporaryFolder()
    }

    func download(
        _ segments: Int = 4,
        retry: RetryPolicy = .never,
        verification: Verification = .default
    ) -> Download {
        Download(
            from: "http://host/a",
            to: .file(path: disk == nil ? folder.path("a") : "/videos/a"),
            retry: retry,
            verification: verification,
            segments: segments
        )
    }

    /// A server that sends what it is asked for, but for what a test has it answer otherwise.
    ///
    /// The first request asks for the whole file, or for all that follows a byte.
    static func network(
        tag: String = "v1",
        chunk: Int = 250,
        _ answer: @escaping Answer = { _, _ in nil }
    ) -> ScriptedTransport {
        ScriptedTransport(chunk: chunk) { request, number in
            let range = request.offset..<(request.end ?? size)
            let steps = answer(range, number)
            if let steps, !steps.isEmpty { return steps }
            return part(range, tag: tag, isWhole: request.range == nil)
        }
    }

    /// The same, but the first connection brings one chunk only before another one has been heard.
    static func sideBySide(
        tag: String = "v1",
        _ answer: @escaping Answer = { _, _ in nil }
    ) -> SideBySide {
        SideBySide(network(tag: tag, answer))
    }

    /// The head and the bytes of a range.
    static func part(
        _ range: Range<Int64>,
        tag: String = "v1",
        isWhole: Bool = false,
        until end: Int64? = nil
    ) -> [Step] {
        let head: Step = isWhole ? .file(of: size, tag: tag) : .part(range, of: size, tag: tag)
        return [head, .bytes(Int((end ?? range.upperBound) - range.lowerBound))]
    }

    /// The same, which stops behind its first bytes until a gate opens.
    static func held(
        _ range: Range<Int64>,
        isWhole: Bool = false,
        at gate: Gate
    ) -> [Step] {
        let part = part(range, isWhole: isWhole, until: range.lowerBound + 100)
        return part + [.wait(for: gate), .bytes(range.count - 100)]
    }

    func downloader(_ network: some Transport, clock: TestClock = TestClock()) -> Downloader {
        Downloader(
            configuration,
            transport: network,
            timekeeper: Timekeeper(clock) { 1_700_000_000 },
            chance: { 0 },
            disk: disk?.process() ?? RealDisk(),
            executors: executors,
            checkpointPace: pace,
            segmentSize: 1_024
        )
    }

    /// All events of a run, and what the grammar says of them.
    func events(
        _ download: Download,
        on network: some Transport
    ) async throws -> [DownloadEvent] {
        let events = try await download.events(on: downloader(network)).allEvents()
        #expect(EventGrammar.violation(in: events) == nil)
        return events
    }

    /// Runs the download to its good end.
    @discardableResult
    func finish(
        _ download: Download,
        on network: some Transport
    ) async throws -> DownloadEvent.Completion {
        let events = try await events(download, on: network)
        guard case .completed(let completion) = events.last else {
            Issue.record("\(String(describing: events.last))")
            throw CancellationError()
        }
        #expect(try folder.contents("a") == BytePattern.bytes(0..<Self.size))
        #expect(try folder.names == ["a"])
        #expect(completion.byteCount == Self.size)
        return completion
    }
}

extension [DownloadEvent] {
    /// Where chunks lie.
    var chunkRanges: [Range<Int64>] {
        compactMap { event in
            guard case .chunk(let chunk) = event else { return nil }
            return chunk.offset..<chunk.offset + Int64(chunk.bytes.count)
        }
    }
}

/// A network whose first body is read to its end when a second one is read, and no earlier.
final class SideBySide: Transport {
    private final class Body: TransportBody {
        let base: any TransportBody
        let gate: Gate
        let isFirst: Bool
        private let hasBegun = Locked(false)

        init(_ base: any TransportBody, _ gate: Gate, isFirst: Bool) {
            self.base = base
            self.gate = gate
            self.isFirst = isFirst
        }

        var timings: TransferTimings? { base.timings }

        func next() async throws -> Data? {
            let isWaiting = hasBegun.withLock { hasBegun in
                defer { hasBegun = true }
                return isFirst && hasBegun
            }
            if isWaiting { try await gate.pass() }
            if !isFirst { gate.open() }
            return try await base.next()
        }
    }

    let network: ScriptedTransport
    private let gate = Gate()

    init(_ network: ScriptedTransport) {
        self.network = network
    }

    var asked: [TransportRequest] { network.asked }

    func response(to request: TransportRequest) async throws -> TransportResponse {
        let isFirst = network.asked.isEmpty
        var response = try await network.response(to: request)
        response.body = Body(response.body, gate, isFirst: isFirst)
        return response
    }
}

extension ScriptedTransport {
    /// The ranges that were asked for, in the order of the requests.
    var ranges: [Range<Int64>] {
        asked.map { $0.offset..<($0.end ?? SegmentTrial.size) }
    }
}

/// A network that tells when nobody has its first body any more.
final class BodyWatch: Transport {
    private final class Body: TransportBody {
        let base: any TransportBody
        let gone: Gate?

        init(_ base: any TransportBody, gone: Gate?) {
            self.base = base
            self.gone = gone
        }

        deinit { gone?.open() }

        var timings: TransferTimings? { base.timings }

        func next() async throws -> Data? { try await base.next() }
    }

    private let network: ScriptedTransport
    private let gone: Gate

    init(_ network: ScriptedTransport, gone: Gate) {
        self.network = network
        self.gone = gone
    }

    func response(to request: TransportRequest) async throws -> TransportResponse {
        let isFirst = network.asked.isEmpty
        var response = try await network.response(to: request)
        response.body = Body(response.body, gone: isFirst ? gone : nil)
        return response
    }
}
