import Downstream
import DownstreamTesting
import Foundation
import Testing

@Suite("After a crash", .timeLimit(.minutes(5)))
struct CrashTests {
    private static let old = Data("old".utf8)
    private static let losses: [SimulatedDisk.Loss] =
        [.nothing, .bytes, .everything] + (0..<40).map { .chosen(seed: $0) }

    @Test(arguments: losses)
    func `goes on from the last flush`(loss: SimulatedDisk.Loss) async throws {
        let trial = try DiskTrial()
        try await trial.leave(8_000)
        trial.disk.plan(.write, of: "a.part", number: 3, .crash)
        #expect(try await trial.run().failure != nil)

        trial.disk.reboot(losing: loss)

        let offset = try await trial.finish()
        switch loss {
        // What was written after the flush is there, but nobody can know that.
        case .nothing, .bytes: #expect(offset == 8_000)
        // No name in the folder was flushed.
        case .everything: #expect(offset == 0)
        default: #expect(offset == 0 || offset == 8_000)
        }
    }

    // These lose the renaming of the file before, and keep the record of the one that came then.
    @Test(arguments: [716, 1_551, 1_634, 3_779] as [UInt64])
    func `never goes on from what had its name before`(seed: UInt64) async throws {
        let trial = try DiskTrial()
        // It is not flushed, so a crash may bring its old name back, and only some of its bytes.
        try await trial.finish()
        try await trial.leave(8_000)

        trial.disk.reboot(losing: .chosen(seed: seed))

        try await trial.finish()
    }

    // These bring the removed record back beside the newer part, of which they lose bytes.
    @Test(arguments: [1_293, 3_020, 3_555] as [UInt64])
    func `never believes a record of what was published since`(seed: UInt64) async throws {
        let trial = try DiskTrial()
        try await trial.leave(8_000)
        try await trial.finish()
        // Another one of the same version, of which nobody has noted safe bytes.
        trial.disk.plan(.write, of: "a.part", number: 6, .crashAfter)
        _ = try await trial.run()

        trial.disk.reboot(losing: .chosen(seed: seed))

        try await trial.finish()
    }

    @Test(arguments: losses)
    func `begins anew where nothing was flushed`(loss: SimulatedDisk.Loss) async throws {
        let trial = try DiskTrial()
        trial.disk.plan(.write, of: "a.part", number: 6, .crash)
        #expect(try await trial.run().failure != nil)

        trial.disk.reboot(losing: loss)

        #expect(try await trial.finish() == 0)
    }

    @Test(arguments: losses)
    func `has the old file or the new one, before the folder is flushed`(
        loss: SimulatedDisk.Loss
    ) async throws {
        var trial = try DiskTrial()
        trial.durability = .flushed
        try trial.disk.write(Self.old, to: "/videos/a")
        trial.disk.plan(.flush, of: "videos", .crash)
        _ = try await trial.run()

        trial.disk.reboot(losing: loss)

        #expect(trial.isWhole || trial.disk.contents("/videos/a") == Self.old)
        if loss == .bytes { #expect(trial.isWhole) }
        if loss == .everything { #expect(!trial.isWhole) }
        try await trial.finish()
    }

    @Test(arguments: losses)
    func `has the new file once it was told, if it was to be flushed`(
        loss: SimulatedDisk.Loss
    ) async throws {
        var trial = try DiskTrial()
        trial.durability = .flushed
        try trial.disk.write(Self.old, to: "/videos/a")
        try await trial.finish()

        trial.disk.reboot(losing: loss)

        #expect(trial.isWhole)
    }

    @Test(arguments: 0..<60)
    func `never has anything else, whichever step it was`(step: Int) async throws {
        var trial = try DiskTrial()
        trial.durability = .flushed
        try trial.disk.write(Self.old, to: "/videos/a")
        try await trial.leave(8_000)
        trial.disk.planCrash(beforeStep: trial.disk.steps + 1 + step)
        let result = try await trial.run()

        trial.disk.reboot(losing: .chosen(seed: UInt64(step)))

        // A folder that could not be flushed is told as a warning.
        let isPromised = try result.failure == nil && result.get().warnings.isEmpty
        #expect(trial.isWhole || !isPromised && trial.disk.contents("/videos/a") == Self.old)
        try await trial.finish()
    }

    @Test func `goes on from a checkpoint in the middle`() async throws {
        let block = BytePattern.bytes(0..<512 * 1024)
        let blocks = Array(repeating: ScriptedTransport.Step.data(block), count: 40)
        let total = 40 * block.count
        let tag = HeaderField("ETag", "\"v1\"")
        let length = HeaderField("Content-Length", String(total))
        let gate = Gate()
        let network = ScriptedTransport(
            [.head(ResponseHead(status: 200, headers: [tag, length])), blocks[0]]
                + [.wait(for: gate)] + blocks.dropFirst()
        )
        let disk = SimulatedDisk()
        let clock = TestClock()
        // The first record says that nothing is safe, the second what the checkpoint has flushed.
        disk.plan(.move, of: "a.part.json", number: 2, .crashAfter)
        let download = Download(from: "http://host/a", to: .file(path: "/a"), retry: .never)

        async let result = download.result(on: .scripted(network, clock: clock, disk: disk))
        await gate.waiters(atLeast: 1)
        clock.advance(by: .seconds(5))
        gate.open()
        #expect(try await result.failure != nil)
        disk.reboot(losing: .bytes)

        let safe = 16 * 1024 * 1024
        let range = HeaderField("Content-Range", "bytes \(safe)-\(total - 1)/\(total)")
        let rest = ScriptedTransport(
            [.head(ResponseHead(status: 206, headers: [tag, range]))]
                + blocks.dropFirst(safe / block.count)
        )
        let completion = try await download.completion(on: .scripted(rest, disk: disk))
        #expect(rest.asked.map(\.offset) == [Int64(safe)])
        #expect(completion.how == .resumed)
        var whole = Data()
        for _ in 0..<40 { whole += block }
        #expect(disk.contents("/a") == whole)
    }

    @Test func `takes the same steps each time`() async throws {
        func trace() async throws -> [String] {
            let trial = try DiskTrial()
            try await trial.leave(8_000)
            trial.disk.plan(.write, of: "a.part", number: 3, .crash)
            _ = try await trial.run()
            trial.disk.reboot(losing: .chosen(seed: 2))
            try await trial.finish()
            return trial.disk.trace
        }
        #expect(try await trace() == trace())
    }

    // MARK: Less than a crash

    @Test func `lets another process have the destination of one that died`() async throws {
        let trial = try DiskTrial()
        let gate = Gate()
        let network = ScriptedTransport(
            [
                .head(
                    ResponseHead(
                        status: 200,
                        headers: [
                            HeaderField("ETag", "\"v1\""),
                            HeaderField("Content-Length", String(DiskTrial.total)),
                        ]
                    )
                ),
                .bytes(8_000), .wait(for: gate), .bytes(12_000),
            ]
        )
        async let first = trial.run(network)
        await gate.waiters(atLeast: 1)
        #expect(try await trial.run().failure?.reason == .destinationBusy)

        trial.disk.kill(1)
        // What was written is there, flushed or not.
        #expect(try await trial.finish() == 8_000)
        gate.open()
        #expect(try await first.failure != nil)
        #expect(trial.isWhole)
        #expect(trial.disk.names(in: "/videos") == ["a"])
    }
}
