import Downstream
import DownstreamTesting
import Foundation
import Testing

/// Lives of one destination, each from one seed: faults, deaths, crashes, and new versions of the file.
@Suite("Whatever a disk does", .timeLimit(.minutes(5)))
struct DiskHistoryTests {
    private static let total = 9_000
    private static let path = "/videos/a"

    /// The bytes of a version: no two versions have equal ones at the same place.
    private static func contents(_ version: Int) -> Data {
        BytePattern.bytes(0..<Int64(total)).reduce(into: Data(capacity: total)) { data, byte in
            data.append(byte &+ UInt8(version))
        }
    }

    private static let versions = (0..<4).map(contents)

    /// A server that sends a version, and breaks off after so many bytes.
    private func server(_ version: Int, until end: Int) -> ScriptedTransport {
        ScriptedTransport(chunk: 1_000) { request, _ in
            let tag = "\"v\(version)\""
            let asked = request.headers.first { $0.name == "If-Range" }?.value
            let offset = asked == tag ? Int(request.offset) : 0
            let total = Self.total
            let fields = [
                HeaderField("ETag", tag), HeaderField("Content-Length", String(total - offset)),
                HeaderField("Content-Range", "bytes \(offset)-\(total - 1)/\(total)"),
            ]
            let head = ResponseHead(
                status: offset == 0 ? 200 : 206,
                headers: Array(fields.prefix(offset == 0 ? 2 : 3))
            )
            let bytes = Self.versions[version][offset..<max(offset, end)]
            return [.head(head), .data(Data(bytes))] + (end < total ? [.drop] : [])
        }
    }

    private static func story(_ seed: UInt64, _ disk: SimulatedDisk) -> String {
        "seed \(seed)\n" + disk.trace.joined(separator: "\n")
    }

    private func life(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }
        let disk = SimulatedDisk(hasLocks: below(8) > 0)
        try disk.makeFolder("/videos")
        let download = Download(
            from: "http://host/a",
            to: .file(path: Self.path),
            retry: .never,
            durability: .flushed
        )
        var version = 0
        var allowed: Set<Data?> = [nil]
        for _ in 0..<6 {
            if below(4) == 0 { version = min(version + 1, 3) }
            allowed.insert(Self.versions[version])
            if below(2) == 0 { disk.failRandomly(oneIn: 15, seed: random.next()) }
            if below(2) == 0 { disk.planCrash(beforeStep: disk.steps + below(60)) }
            let end = below(2) == 0 ? Self.total : below(Self.total)

            let network = server(version, until: end)
            let result = try await download.result(on: .scripted(network, disk: disk))
            let crashed = disk.trace.last?.hasPrefix("crash") == true

            if crashed || below(4) == 0 {
                disk.reboot(losing: .chosen(seed: random.next()))
            } else if below(2) == 0 {
                disk.kill()
            }
            disk.heal()
            let found = disk.contents(Self.path)
            #expect(allowed.contains(found), "\(Self.story(seed, disk))")
            if !crashed, case .success(let completion) = result, completion.warnings.isEmpty {
                #expect(found == Self.versions[version], "\(Self.story(seed, disk))")
                allowed = [found]
            }
        }
        _ = try await download.completion(
            on: .scripted(server(version, until: Self.total), disk: disk)
        )
        let found = disk.contents(Self.path)
        #expect(found == Self.versions[version], "\(Self.story(seed, disk))")
    }

    @Test(arguments: 0..<7)
    func `the file is the old one or a whole one`(hundred: Int) async throws {
        for seed in hundred * 100..<hundred * 100 + 100 { try await life(seed: UInt64(seed)) }
    }
}
