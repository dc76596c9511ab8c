import Downstream
import DownstreamTesting
import Foundation
import Testing

@Suite("On a disk that fails", .timeLimit(.minutes(5)))
struct FailingDiskTests {
    private static let old = Data("old".utf8)

    @Test func `goes on when there is room again`() async throws {
        let trial = try DiskTrial()
        trial.disk.plan(.write, of: "a.part", number: 4, .short(1_000, .full))

        let failure = try #require(try await trial.run().failure)

        #expect(failure.reason == .diskFull)
        #expect(failure.stage == .receiving)
        #expect(failure.received == 6_000)
        #expect(trial.disk.names(in: "/videos") == ["a.part", "a.part.json"])
        // What the disk took of the failed write is right, too.
        #expect(try await trial.finish() == 7_000)
    }

    @Test func `keeps what fits on a disk that stays full`() async throws {
        let trial = try DiskTrial(SimulatedDisk(capacity: 11_000))
        for _ in 0..<2 {
            #expect(try await trial.run().failure?.reason == .diskFull)
            #expect(trial.disk.names(in: "/videos") == ["a.part", "a.part.json"])
        }
        let bytes = try #require(trial.disk.contents("/videos/a.part"))
        #expect(bytes.count > 10_000)
        #expect(bytes == BytePattern.bytes(0..<Int64(bytes.count)))
    }

    @Test func `asks for room before a large file`() async throws {
        let disk = SimulatedDisk(capacity: 1024 * 1024)
        let download = Download(from: "http://host/a", to: .file(path: "/a"), retry: .never)
        let network = ScriptedTransport(
            [.head(ResponseHead(status: 200, length: 2 * 1024 * 1024)), .bytes(2 * 1024 * 1024)]
        )
        let result = try await download.result(on: .scripted(network, disk: disk))
        #expect(result.failure?.reason == .diskFull)
        #expect(!disk.trace.contains { $0.contains(" write ") })
    }

    @Test func `trusts nothing that a failed flush has lost`() async throws {
        let trial = try DiskTrial()
        try await trial.leave(8_000)
        trial.disk.plan(.flush, of: "a.part", .lose(.broken))

        let failure = try #require(try await trial.run(DiskTrial.server(until: 14_000)).failure)

        // Nobody knows how long the system will still show what the disk has not got.
        #expect(failure.received == 8_000)
        #expect(trial.disk.contents("/videos/a.part") == BytePattern.bytes(0..<8_000))
        #expect(try await trial.finish() == 8_000)
    }

    @Test(arguments: [SimulatedDisk.Operation.make, .write, .close, .move])
    func `leaves no draft of a record`(step: SimulatedDisk.Operation) async throws {
        let trial = try DiskTrial()
        trial.disk.plan(step, of: "a.part.json.new", .fail(.denied))

        let failure = try #require(try await trial.run(DiskTrial.server(until: 8_000)).failure)

        #expect(failure.stage == .receiving)
        #expect(trial.disk.names(in: "/videos").allSatisfy { !$0.hasSuffix(".new") })
    }

    @Test func `keeps nothing that it can neither flush nor cut`() async throws {
        let trial = try DiskTrial()
        trial.disk.plan(.flush, of: "a.part", .lose(.full))
        trial.disk.plan(.cut, of: "a.part", .fail(.broken))

        let failure = try #require(try await trial.run(DiskTrial.server(until: 8_000)).failure)

        #expect(failure.received == 0)
        #expect(trial.disk.names(in: "/videos").isEmpty)
        #expect(try await trial.finish() == 0)
    }

    @Test func `publishes nothing that could not be flushed`() async throws {
        var trial = try DiskTrial()
        trial.durability = .flushed
        try trial.disk.write(Self.old, to: "/videos/a")
        trial.disk.plan(.flush, of: "a.part", .lose(.broken))

        let failure = try #require(try await trial.run().failure)

        #expect(failure.stage == .publishing)
        #expect(failure.errno == EIO)
        #expect(trial.disk.contents("/videos/a") == Self.old)
        try await trial.finish()
    }

    @Test(
        arguments: [.fail(.readOnly), .fail(.broken), .fail(.full)] as [SimulatedDisk.Effect]
    )
    func `keeps the old file where the new one gets no name`(
        effect: SimulatedDisk.Effect
    ) async throws {
        let trial = try DiskTrial()
        try trial.disk.write(Self.old, to: "/videos/a")
        trial.disk.plan(.move, of: "a", effect)

        let failure = try #require(try await trial.run().failure)

        #expect(failure.stage == .publishing)
        #expect(trial.disk.contents("/videos/a") == Self.old)
        #expect(trial.disk.contents("/videos/a.part")?.count == Int(DiskTrial.total))
        // The last byte is asked for again, as proof.
        #expect(try await trial.finish() == DiskTrial.total - 1)
    }

    @Test func `works where nothing can be locked`() async throws {
        let trial = try DiskTrial(SimulatedDisk(hasLocks: false))
        let failure = try await trial.run(DiskTrial.server(until: 8_000)).failure
        // No other run could find it.
        #expect(failure?.received == 0)
        #expect(trial.disk.names(in: "/videos").isEmpty)
        #expect(try await trial.finish() == 0)
    }

    @Test func `asks for another version only, by what the file bears`() async throws {
        let disk = SimulatedDisk()
        let download = Download(
            from: "http://host/a",
            to: .file(path: "/a"),
            existingFile: .update
        )
        let tag = HeaderField("ETag", "\"v1\"")
        let length = HeaderField("Content-Length", "10")
        let network = ScriptedTransport(
            [.head(ResponseHead(status: 200, headers: [tag, length])), .bytes(10)],
            [.head(ResponseHead(status: 304, headers: [tag]))]
        )
        let downloader = Downloader.scripted(network, disk: disk)
        #expect(try await download.completion(on: downloader).how == .transferred)
        #expect(try await download.completion(on: downloader).how == .notModified)
        #expect(network.asked.last?.headers.contains { $0.name == "If-None-Match" } == true)
    }

    @Test func `is read back from where it was written`() async throws {
        let trial = try DiskTrial()
        try await trial.leave(8_000)
        let download = Download(from: "http://host/a", to: .file(path: "/videos/a"))
        var bytes = Data()
        let downloader = Downloader.scripted(DiskTrial.server(), disk: trial.disk)
        for try await data in download.bytes(on: downloader) { bytes += data }
        #expect(bytes == BytePattern.bytes(0..<DiskTrial.total))
        #expect(trial.isWhole)

        let kept = Download(
            from: "http://host/a",
            to: .file(path: "/videos/a"),
            existingFile: .keep
        )
        var again = Data()
        for try await data in kept.bytes(on: downloader) { again += data }
        #expect(again == bytes)
    }
}

extension Result {
    /// The error; nil for a success.
    var failure: Failure? {
        if case .failure(let error) = self { error } else { nil }
    }
}
