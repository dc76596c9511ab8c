import Downstream
import DownstreamTesting
import Foundation
import Testing

/// Runs of one download on a simulated disk.
struct DiskTrial {
    static let total: Int64 = 20_000
    private static let chunk = 2_000

    let disk: SimulatedDisk
    var durability = Durability.operatingSystem

    init(_ disk: SimulatedDisk = SimulatedDisk()) throws {
        self.disk = disk
        try disk.makeFolder("/videos")
    }

    private var download: Download {
        Download(
            from: "http://host/a",
            to: .file(path: "/videos/a"),
            retry: .never,
            durability: durability
        )
    }

    /// A server that sends what it is asked for, and breaks off after so many bytes; nil for never.
    static func server(until end: Int64? = nil) -> ScriptedTransport {
        ScriptedTransport(chunk: chunk) { request, _ in
            let tag = HeaderField("ETag", "\"v1\"")
            let rest = (end ?? total) - request.offset
            let range = "bytes \(request.offset)-\(total - 1)/\(total)"
            let head =
                request.offset == 0
                ? ResponseHead(
                    status: 200,
                    headers: [tag, HeaderField("Content-Length", String(total))]
                )
                : ResponseHead(status: 206, headers: [tag, HeaderField("Content-Range", range)])
            return [.head(head), .bytes(Int(rest))] + (end == nil ? [] : [.drop])
        }
    }

    /// Runs the download as a process of its own.
    func run(
        _ network: ScriptedTransport = server()
    ) async throws -> Result<DownloadEvent.Completion, DownloadError> {
        try await download.result(on: .scripted(network, disk: disk))
    }

    /// Has a run leave so many bytes in good order.
    func leave(_ count: Int64) async throws {
        let result = try await run(Self.server(until: count))
        #expect(throws: DownloadError.self) { _ = try result.get() }
        #expect(disk.contents("/videos/a.part")?.count == Int(count))
    }

    /// Runs it to its good end.
    ///
    /// - Returns: Where it went on.
    @discardableResult
    func finish() async throws -> Int64? {
        let network = Self.server()
        let completion = try await run(network).get()
        #expect(completion.byteCount == Self.total)
        #expect(isWhole)
        #expect(disk.names(in: "/videos") == ["a"])
        #expect(disk.openCount == 0)
        return network.asked.first?.offset
    }

    /// Whether the complete file is at the destination.
    var isWhole: Bool { disk.contents("/videos/a") == BytePattern.bytes(0..<Self.total) }
}
