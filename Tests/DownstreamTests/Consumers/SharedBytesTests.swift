import Downstream
import DownstreamTesting
import Foundation
import Synchronization
import Testing

@Suite("Bytes beside other consumers", .timeLimit(.minutes(5)))
struct SharedBytesTests {
    private let trial: BytesTrial

    init() throws {
        trial = try BytesTrial()
    }

    /// Runs a download to its end, as one who owns it beside the bytes.
    private func finish(_ shared: SharedDownload) async {
        _ = try? await shared.events().completion()
    }

    @Test func `taken late are read from disk as far as they have come`() async throws {
        let gate = Gate()
        let network = ScriptedTransport([
            BytesTrial.whole(nil), .bytes(40), .wait(for: gate), .bytes(60),
        ])
        let shared = trial.download().shared(on: .scripted(network))
        let other = Task { await finish(shared) }
        await gate.waiters(atLeast: 1)

        let bytes = shared.bytes()
        gate.open()

        #expect(await BytesTrial.read(bytes).isWhole)
        await other.value
        #expect(await BytesTrial.read(shared.bytes()).isWhole)
    }

    @Test func `taken late are gone where nothing is kept`() async throws {
        let gate = Gate()
        let network = ScriptedTransport([
            BytesTrial.whole(), .bytes(40), .wait(for: gate), .bytes(60),
        ])
        let shared = trial.download(to: .nowhere).shared(on: .scripted(network))
        let early = shared.bytes()
        let other = Task { await BytesTrial.read(early) }
        await gate.waiters(atLeast: 1)

        let late = shared.bytes()
        gate.open()

        let end = await BytesTrial.read(late)
        #expect(end.reason == .bytesNotKept)
        #expect(end.data.isEmpty)
        #expect(await other.value.isWhole)
        #expect(await BytesTrial.read(shared.bytes()).reason == .bytesNotKept)
    }

    @Test func `are of the file that was published, wherever it is now`() async throws {
        try await trial.leavePart()
        let network = ScriptedTransport([BytesTrial.rest(from: 40), .bytes(60)])
        let shared = trial.download().shared(on: .scripted(network))
        let bytes = shared.bytes()
        await finish(shared)
        try FileManager.default.removeItem(atPath: trial.folder.path("a"))
        try trial.folder.write("another file", to: "a")

        #expect(await BytesTrial.read(bytes).isWhole)
    }

    @Test func `are never of two versions, however late they are read`() async throws {
        try await trial.leavePart()
        let network = ScriptedTransport(
            [BytesTrial.rest(from: 40), .bytes(20), .drop],
            [BytesTrial.whole("\"v2\"", length: 12), .text("a newer file")]
        )
        let shared = trial.download(retries: 1).shared(on: .scripted(network))
        let bytes = shared.bytes()
        await finish(shared)

        let end = await BytesTrial.read(bytes)
        #expect(end.error == nil)
        #expect(String(decoding: end.data, as: UTF8.self) == "a newer file")
    }

    @Test func `are not read from a partial file that was left to others`() async throws {
        try await trial.leavePart()
        let network = ScriptedTransport([BytesTrial.rest(from: 40), .bytes(20), .drop])
        let shared = trial.download().shared(on: .scripted(network))
        let bytes = shared.bytes()
        await finish(shared)
        // The same file, in which somebody else's run has begun anew.
        try trial.folder.write(Data(count: 60), to: "a.part")

        let end = await BytesTrial.read(bytes)
        #expect(end.data.isEmpty)
        #expect(end.error is DownloadError)
    }

    @Test(arguments: [0, 8 << 20])
    func `hold up the server when they are read slowly`(onDisk: Int) async throws {
        let total = 16 << 20
        if onDisk > 0 { try await trial.leavePart(onDisk, length: Int64(total)) }
        let rest = BytesTrial.rest(from: onDisk, total: total)
        let whole = BytesTrial.whole(length: Int64(total))
        let counted = CountedTransport(
            ScriptedTransport(
                [onDisk > 0 ? rest : whole, .bytes(total - onDisk)],
                chunk: 64 << 10
            )
        )
        var received = 0
        var largestLead = 0

        for try await data in trial.download().bytes(on: .scripted(counted)) {
            await Task.yield()
            received += data.count
            largestLead = max(largestLead, onDisk + counted.delivered - max(received, onDisk))
        }

        #expect(received == total)
        #expect(largestLead <= 2 << 20)
    }
}

/// A network that counts the bytes it has given.
private final class CountedTransport: Transport {
    private struct Body: TransportBody {
        let body: any TransportBody
        let owner: CountedTransport
        var timings: TransferTimings? { nil }

        func next() async throws -> Data? {
            let data = try await body.next()
            owner.count.add(data?.count ?? 0, ordering: .relaxed)
            return data
        }
    }

    private let network: ScriptedTransport
    private let count = Atomic(0)

    init(_ network: ScriptedTransport) {
        self.network = network
    }

    var delivered: Int { count.load(ordering: .relaxed) }

    func response(to request: TransportRequest) async throws -> TransportResponse {
        var response = try await network.response(to: request)
        response.body = Body(body: response.body, owner: self)
        return response
    }
}
