import Downstream
import DownstreamTesting
import Foundation
import Testing

@Suite("What earlier runs have left", .timeLimit(.minutes(5)))
struct PartialDownloadTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private var place: URL { URL(filePath: folder.path) }

    private func leave(_ name: String, tag: String? = "\"v1\"") async throws -> Download {
        let fields = [HeaderField("Content-Length", "100")]
        let head = ResponseHead(
            status: 200,
            headers: fields + (tag.map { [HeaderField("ETag", $0)] } ?? [])
        )
        let network = ScriptedTransport([.head(head), .bytes(40), .drop])
        let download = Download(
            from: "http://host/\(name)?token=secret",
            to: .file(path: folder.path(name)),
            retry: .never
        )
        await #expect(throws: DownloadError.self) {
            try await download.file(on: .scripted(network))
        }
        return download
    }

    @Test func `is listed with what its record tells`() async throws {
        _ = try await leave("b")
        _ = try await leave("a", tag: nil)
        try folder.write("a file", to: "c")
        try folder.makeFolder("d.part")

        let found = try Download.partials(in: place)

        #expect(found.map(\.url.lastPathComponent) == ["a.part", "b.part"])
        #expect(found.map(\.byteCount) == [40, 40])
        #expect(found.map(\.expected) == [nil, 100])
        #expect(found.map(\.isResumable) == [false, true])
        #expect(found.map(\.name) == [nil, "b"])
    }

    @Test func `goes away by itself or by its download`() async throws {
        let first = try await leave("a")
        _ = try await leave("b")
        try first.discardPartial()
        try first.discardPartial()
        #expect(try folder.names == ["b.part", "b.part.json"])

        for partial in try Download.partials(in: place) { try partial.discard() }
        #expect(try folder.names == [])
    }

    @Test func `stays while a run writes it`() async throws {
        let gate = Gate()
        let network = ScriptedTransport([
            .head(ResponseHead(status: 200, length: 10)), .bytes(4), .wait(for: gate), .bytes(6),
        ])
        let download = Download(from: "http://host/a", to: .file(path: folder.path("a")))
        let running = Task { try await download.file(on: .scripted(network)) }
        await gate.waiters(atLeast: 1)

        let refused = #expect(throws: DownloadError.self) { try download.discardPartial() }
        let other = try #require(try Download.partials(in: place).first)
        #expect(throws: DownloadError.self) { try other.discard() }
        gate.open()

        #expect(refused?.reason == .destinationBusy)
        #expect(try await running.value != nil)
    }

    @Test func `is nothing where there can be none`() throws {
        try Download(from: "http://host/a", to: .nowhere).discardPartial()
        let error = #expect(throws: DownloadError.self) {
            try Download.partials(in: place.appending(path: "missing"))
        }
        #expect(error?.stage == .reserving)
    }
}
