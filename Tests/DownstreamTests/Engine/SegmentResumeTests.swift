import Downstream
import DownstreamTesting
import Foundation
import TestTraits
import Testing

@Suite("Going on with a file that came over several connections", .timeLimit(.minutes(5)))
struct SegmentResumeTests {
    private typealias Trial = SegmentTrial
    private static let size = Trial.size

    private let trial: Trial

    init() throws {
        trial = try Trial()
    }

    /// Leaves up to 500 bytes in each of four places.
    private func leaveParts() async throws -> ResumeRecord {
        let network = Trial.sideBySide { range, number in
            let part = Trial.part(
                range,
                isWhole: number == 1,
                until: range.lowerBound + 500
            )
            return part + [.drop]
        }
        _ = try await trial.events(trial.download(), on: network)
        return try #require(ResumeRecord(try trial.folder.contents("a.part.json")))
    }

    @Test(.case(1, 19), arguments: [1, 2, 4])
    func `asks for the gaps alone`(segments: Int) async throws {
        let record = try await leaveParts()
        let there = try #require(record.written)
        #expect(there == record.safe)
        #expect(there.prefix >= 500)

        let network = Trial.network()
        let events = try await trial.events(trial.download(segments), on: network)
        #expect(try trial.folder.contents("a") == BytePattern.bytes(0..<Self.size))
        #expect(try trial.folder.names == ["a"])
        var missing = ByteRanges()
        for range in events.chunkRanges { missing.insert(range) }
        #expect(missing.ranges == there.gaps(in: 0..<Self.size))
        #expect(network.asked.first?.offset == there.prefix)
        guard case .started(let attempt) = events.first, case .completed(let end) = events.last
        else {
            Issue.record("\(events)")
            return
        }
        #expect(attempt.resumingFrom == there.count)
        #expect(end.how == .resumed)
    }

    @Test(.case(19)) func `asks for a gap though the end is there`() async throws {
        // The last connection brings all of its bytes, and the others 500 each.
        let network = Trial.sideBySide { range, number in
            let end = number == 2 ? range.upperBound : range.lowerBound + 500
            let part = Trial.part(range, isWhole: number == 1, until: end)
            return number == 2 ? part : part + [.drop]
        }
        _ = try await trial.events(trial.download(3), on: network)
        let record = try #require(ResumeRecord(try trial.folder.contents("a.part.json")))
        #expect(record.written?.end == Self.size)
        let next = Trial.network()
        let events = try await trial.events(trial.download(1), on: next)
        #expect(try trial.folder.contents("a") == BytePattern.bytes(0..<Self.size))
        let told = events.chunkRanges.reduce(0) { $0 + $1.count }
        #expect(Int64(told) == Self.size - record.safe.count)
    }

    @Test(.case(19)) func `tells how much of it is there`() async throws {
        let record = try await leaveParts()
        let partials = try Download.partials(in: URL(filePath: trial.folder.path))
        #expect(partials.map(\.byteCount) == [record.safe.count])
        #expect(partials.map(\.expected) == [Self.size])
    }

    @Test(.case(4)) func `begins anew where the file has changed`() async throws {
        _ = try await leaveParts()
        let network = Trial.network(tag: "v2") { _, number in
            number == 1 ? Trial.part(0..<Self.size, tag: "v2", isWhole: true) : nil
        }
        try await trial.finish(trial.download(), on: network)
    }

    @Test(.case(19)) func `goes on from the beginning alone where its rest comes in short parts`()
        async throws
    {
        let prefix = try await leaveParts().safe.prefix
        let network = Trial.network { range, number in
            guard number == 1 else { return nil }
            return Trial.part(range.lowerBound..<range.lowerBound + 1_000)
        }
        let events = try await trial.events(trial.download(1), on: network)
        #expect(network.asked.map(\.offset) == [prefix, prefix + 1_000])
        #expect(events.chunkRanges.first?.lowerBound == prefix)
        #expect(try trial.folder.contents("a") == BytePattern.bytes(0..<Self.size))
    }

    @Test(.case(19)) func `trusts nothing of it without its record`() async throws {
        _ = try await leaveParts()
        try FileManager.default.removeItem(atPath: trial.folder.path("a.part.json"))
        let network = Trial.network()
        try await trial.finish(trial.download(), on: network)
        #expect(network.asked.first?.offset == 0)
    }

    @Test func `keeps what has come when it is cancelled`() async throws {
        let bodies = Gate()
        let network = Trial.network { range, number in
            let part = Trial.part(range, isWhole: number == 1, until: range.lowerBound + 500)
            return part + [.wait(for: bodies)]
        }
        let download = trial.download()
        let running = Task { try await download.file(on: trial.downloader(network)) }
        await bodies.waiters(atLeast: 4)
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }

        let record = try #require(ResumeRecord(try trial.folder.contents("a.part.json")))
        #expect(record.written == .of(0..<500, 2_048..<2_548, 4_096..<4_596, 6_144..<6_644))
        try await trial.finish(trial.download(), on: Trial.network())
    }

    /// The checkpoint speaks of a file without gaps, and must not have the last word.
    @Test(.case(19)) func `waits for a checkpoint before it leaves a gap`() async throws {
        var trial = trial
        let disk = SimulatedDisk()
        try disk.makeFolder("/videos")
        trial.disk = disk
        trial.pace = Checkpoints.Pace(bytes: 0, time: .zero, noteBytes: .max)
        let (runs, flushing) = (HandExecutor(), HandExecutor())
        trial.executors = Executors(runs: runs, flushing: flushing, consumers: runs)
        let (second, never) = (Gate(), Gate())
        let network = Trial.network { range, number in
            let part = Trial.part(range, isWhole: number == 1, until: range.lowerBound + 1_000)
            return number == 1
                ? part + [.wait(for: never)] : [.wait(for: second)] + part + [.wait(for: never)]
        }
        let download = trial.download(2)
        let running = Task(executorPreference: runs) { [trial] in
            for try await _ in download.events(on: trial.downloader(network)) {}
        }
        runs.runAll()
        second.open()
        // The bytes behind the gap are there before the disk has flushed those before it.
        runs.runAll()
        flushing.runAll()
        runs.runAll()
        #expect(disk.contents("/videos/a.part")?.count == 5_096)
        let record = disk.contents("/videos/a.part.json").flatMap { ResumeRecord($0) }
        #expect(record != nil)
        #expect(record?.written != nil)
        running.cancel()
        for _ in 0..<3 {
            runs.runAll()
            flushing.runAll()
        }
        _ = await running.result
    }

    /// What is safe has a gap then, and the disk loses what lies in it.
    @Test(.case(19)) func `keeps the safe beginning of a file that had come in parts`()
        async throws
    {
        var trial = trial
        let disk = SimulatedDisk()
        try disk.makeFolder("/videos")
        trial.disk = disk
        trial.pace = Checkpoints.Pace(bytes: 0, time: .zero, noteBytes: .max)
        let (runs, flushing) = (HandExecutor(), HandExecutor())
        trial.executors = Executors(runs: runs, flushing: flushing, consumers: runs)
        let (rest, never, other, last) = (Gate(), Gate(), Gate(), Gate())
        let network = Trial.network { range, number in
            let part = Trial.part(range, isWhole: number == 1, until: range.lowerBound + 500)
            switch number {
            case 1: return part + [.wait(for: rest), .bytes(5_000)]
            case 2: return part + [.wait(for: never)]
            case 3: return [.wait(for: other), .status(412)]
            default: return [part[0], .wait(for: last), .drop]
            }
        }
        let download = trial.download(3)
        let running = Task(executorPreference: runs) { [trial] in
            for try await _ in download.events(on: trial.downloader(network)) {}
        }
        func goOn() {
            for _ in 0..<4 {
                runs.runAll()
                flushing.runAll()
            }
            runs.runAll()
        }
        goOn()
        rest.open()
        runs.runAll()
        other.open()
        goOn()
        disk.plan(.flush, number: 1, .lose(.broken))
        last.open()
        goOn()
        _ = await running.result
        let record = disk.contents("/videos/a.part.json").flatMap { ResumeRecord($0) }
        let length = try #require(disk.contents("/videos/a.part")?.count)
        #expect(length > 0)
        #expect(record.map { $0.safe.end <= Int64(length) } == true)
    }

    /// A process that is killed has written no last record.
    @Test(.case(19)) func `goes on from the last note after a kill`() async throws {
        var trial = trial
        let disk = SimulatedDisk()
        try disk.makeFolder("/videos")
        trial.disk = disk
        trial.pace = Checkpoints.Pace(bytes: .max, time: .zero, noteBytes: 0)
        let bodies = Gate()
        let network = Trial.network { range, number in
            let part = Trial.part(range, isWhole: number == 1, until: range.lowerBound + 1_000)
            return part + [.wait(for: bodies)]
        }
        let download = trial.download()
        let running = Task { [trial] in try await download.file(on: trial.downloader(network)) }
        await bodies.waiters(atLeast: 4)
        disk.kill()
        bodies.open()
        _ = await running.result
        let noted = disk.contents("/videos/a.part.json").flatMap { ResumeRecord($0)?.written }
        let written = try #require(noted)
        #expect(disk.contents("/videos/a.part")?.count ?? 0 >= 7_000)

        let next = Trial.network()
        let events = try await trial.events(trial.download(), on: next)
        #expect(disk.contents("/videos/a") == BytePattern.bytes(0..<Self.size))
        var fetched = ByteRanges()
        for range in events.chunkRanges { fetched.insert(range) }
        let trusted = written.prefix > 0 ? written : ByteRanges()
        #expect(fetched.ranges == trusted.gaps(in: 0..<Self.size))
    }
}
