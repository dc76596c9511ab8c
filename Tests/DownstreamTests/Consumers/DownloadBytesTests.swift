import Downstream
import DownstreamTesting
import Foundation
import Testing

@Suite("The bytes of a download", .timeLimit(.minutes(5)))
struct DownloadBytesTests {
    private typealias Step = ScriptedTransport.Step

    private let trial: BytesTrial

    init() throws {
        trial = try BytesTrial()
    }

    private func read(_ download: Download, _ responses: [Step]...) async -> BytesTrial.End {
        let network = ScriptedTransport(responses: responses)
        return await BytesTrial.read(download.bytes(on: .scripted(network)))
    }

    private func isSaved() throws -> Bool {
        try trial.folder.contents("a") == BytePattern.bytes(0..<100)
    }

    @Test func `are the file`() async throws {
        let end = await read(trial.download(), [BytesTrial.whole(), .bytes(30), .bytes(70)])

        #expect(end.isWhole)
        #expect(try isSaved())
    }

    @Test func `begin with what is on disk`() async throws {
        try await trial.leavePart()
        let end = await read(trial.download(), [BytesTrial.rest(from: 40), .bytes(60)])

        #expect(end.isWhole)
        #expect(try isSaved())
    }

    @Test func `begin with what is on disk where the server names the file`() async throws {
        let download = trial.download(to: .directory(path: trial.folder.path))
        try await trial.leavePart(of: download)

        #expect(await read(download, [BytesTrial.rest(from: 40), .bytes(60)]).isWhole)
        #expect(try isSaved())
    }

    @Test func `are all on disk where the server has nothing to add`() async throws {
        let download = trial.download()
        let open = ResponseHead(status: 200, headers: [HeaderField("ETag", "\"v1\"")])
        let first = ScriptedTransport([.head(open), .bytes(100), .drop])
        await #expect(throws: DownloadError.self) { try await download.file(on: .scripted(first)) }
        let range = HeaderField("Content-Range", "bytes */100")
        let nothing = ResponseHead(status: 416, headers: [range, HeaderField("ETag", "\"v1\"")])

        #expect(await read(download, [.head(nothing)]).isWhole)
        #expect(try isSaved())
    }

    @Test(arguments: [false, true])
    func `go on where a retry does`(isNowhere: Bool) async throws {
        let download = trial.download(to: isNowhere ? .nowhere : nil, retries: 2)
        let end = await read(
            download,
            [BytesTrial.whole(), .bytes(40), .drop],
            [BytesTrial.rest(from: 40), .bytes(20), .drop],
            [BytesTrial.rest(from: 60), .bytes(40)]
        )

        #expect(end.isWhole)
    }

    @Test(arguments: [false, true])
    func `skip what they have given when the same version begins anew`(
        isNowhere: Bool
    ) async throws {
        let download = trial.download(to: isNowhere ? .nowhere : nil, retries: 1)
        let end = await read(
            download,
            [BytesTrial.whole(), .bytes(40), .drop],
            [BytesTrial.whole(), .bytes(30), .bytes(70)]
        )

        #expect(end.isWhole)
    }

    @Test(arguments: [false, true])
    func `break off when another version begins`(isNowhere: Bool) async throws {
        let download = trial.download(to: isNowhere ? .nowhere : nil, retries: 1)
        for tag in ["\"v2\"", nil] {
            let end = await read(
                download,
                [BytesTrial.whole(tag == nil ? nil : "\"v1\""), .bytes(40), .drop],
                [BytesTrial.whole(tag), .bytes(100)]
            )

            #expect(end.reason == .changedWhileReading)
            #expect(end.isPattern && end.data.count == 40)
            try? FileManager.default.removeItem(atPath: trial.folder.path("a.part"))
        }
    }

    @Test func `break off where what came may be what was wrong`() async throws {
        // The digest of no bytes at all.
        let digest = "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"
        var head = ResponseHead(status: 200, length: 100)
        head.headers += [HeaderField("ETag", "\"v1\""), HeaderField("Repr-Digest", digest)]
        let end = await read(
            trial.download(),
            [.head(head), .bytes(100)],
            [BytesTrial.whole(), .bytes(100)]
        )

        #expect(end.reason == .changedWhileReading)
    }

    @Test func `are those of a file that is there already`() async throws {
        try trial.folder.write(BytePattern.bytes(0..<100), to: "a")
        #expect(await read(trial.download(existingFile: .keep)).isWhole)

        let folder = trial.download(to: .directory(path: trial.folder.path), existingFile: .keep)
        #expect(await read(folder, [BytesTrial.whole(), .bytes(100)]).isWhole)
    }

    @Test func `are those of a file that has not changed`() async throws {
        let download = trial.download(existingFile: .update)
        _ = await read(download, [BytesTrial.whole(), .bytes(100)])

        #expect(await read(download, [.head(ResponseHead(status: 304))]).isWhole)
    }

    @Test func `come before they are verified, and throw if they are wrong`() async throws {
        let download = trial.download(verification: Verification(size: 100, expecting: .video))
        let page = "<!DOCTYPE html><html></html>" + String(repeating: " ", count: 72)
        let end = await read(download, [BytesTrial.whole(), .text(page)])

        #expect(end.data == Data(page.utf8))
        #expect(end.reason == .notTheExpectedMedia(expected: .video, found: .html))
    }

    @Test func `throw what ends the download`() async throws {
        let end = await read(trial.download(), [BytesTrial.whole(), .bytes(40), .drop])

        #expect(end.isPattern && end.data.count == 40)
        #expect(end.error is DownloadError)
        #expect(try trial.folder.names == ["a.part", "a.part.json"])
    }

    @Test func `throw when they are cancelled, and keep the partial file`() async throws {
        try await trial.leavePart()
        let gate = Gate()
        let network = ScriptedTransport(
            [BytesTrial.rest(from: 40), .bytes(20), .wait(for: gate)],
            [BytesTrial.rest(from: 60), .bytes(40)]
        )
        let bytes = trial.download().bytes(on: .scripted(network))
        let reading = Task { await BytesTrial.read(bytes) }
        await gate.waiters(atLeast: 1)
        reading.cancel()
        let end = await reading.value

        #expect(end.error is CancellationError)
        #expect(end.isPattern)
        // The run has let go of it.
        #expect(try trial.folder.contents("a.part") == BytePattern.bytes(0..<60))
        try trial.download().discardPartial()
    }

    @Test func `cancel the download when they are let go of`() async throws {
        let gate = Gate()
        let network = ScriptedTransport(
            [BytesTrial.whole(), .bytes(40), .wait(for: gate)],
            [BytesTrial.rest(from: 40), .bytes(60)]
        )
        let downloader = Downloader.scripted(network)

        for try await data in trial.download().bytes(on: downloader) {
            #expect(data.count == 40)
            break
        }

        #expect(await BytesTrial.read(trial.download().bytes(on: downloader)).isWhole)
    }

    @Test func `are for one loop`() async throws {
        let gate = Gate()
        let network = ScriptedTransport([BytesTrial.whole(), .wait(for: gate), .bytes(100)])
        let bytes = trial.download().bytes(on: .scripted(network))

        let ends = await withTaskGroup { group in
            for _ in 0..<2 {
                group.addTask { () -> Result<Int, any Error> in
                    do {
                        return .success(try await bytes.reduce(0) { $0 + $1.count })
                    } catch {
                        gate.open()
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }

        #expect(ends.compactMap { try? $0.get() } == [100])
        #expect(throws: DownloadError.self) { try ends.first { (try? $0.get()) == nil }?.get() }
    }
}
