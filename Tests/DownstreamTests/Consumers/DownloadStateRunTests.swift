import DownstreamTesting
import Foundation
import Testing

@testable import Downstream

@Suite("The state of a real download", .timeLimit(.minutes(5)))
@MainActor
struct DownloadStateRunTests {
    private let trial: BytesTrial
    private let folder: TemporaryFolder

    init() throws {
        trial = try BytesTrial()
        folder = trial.folder
    }

    /// Begins a run that stops after 40 of 100 bytes.
    private func begin(_ state: DownloadState, _ gate: Gate) async {
        state.start()
        await gate.waiters(atLeast: 1)
        await state.until { $0.phase == .running(.receiving) }
    }

    @Test func `goes on from the bytes of before its pause`() async throws {
        let gate = Gate()
        let network = ScriptedTransport(
            [BytesTrial.whole(), .bytes(40), .wait(for: gate)],
            [BytesTrial.rest(from: 40), .bytes(60)]
        )
        let state = DownloadState(trial.download(), on: .scripted(network))
        await begin(state, gate)

        state.pause()
        await state.settle()
        #expect(state.phase == .paused)
        #expect(try folder.names == ["a.part", "a.part.json"])

        state.resume()
        await state.until { $0.phase == .finished }
        #expect(network.asked.map(\.offset) == [0, 40])
        #expect(try folder.contents("a") == BytePattern.bytes(0..<100))
        #expect(state.file == URL(filePath: folder.path("a")))
    }

    @Test func `waits for the run before that is letting go`() async throws {
        let gate = Gate()
        let network = ScriptedTransport(
            [BytesTrial.whole(), .bytes(40), .wait(for: gate)],
            [BytesTrial.rest(from: 40), .bytes(60)]
        )
        let state = DownloadState(trial.download(), on: .scripted(network))
        await begin(state, gate)

        state.pause()
        state.resume()
        state.pause()
        state.start()
        await state.until { $0.phase == .finished || $0.phase == .failed }

        #expect(state.error == nil)
        #expect(network.asked.map(\.offset) == [0, 40])
    }

    @Test func `throws the bytes away when it is cancelled`() async throws {
        let gate = Gate()
        let network = ScriptedTransport(
            [BytesTrial.whole(), .bytes(40), .wait(for: gate)],
            [BytesTrial.whole(), .bytes(100)]
        )
        let state = DownloadState(trial.download(), on: .scripted(network))
        await begin(state, gate)

        state.cancel()
        #expect(state.phase == .cancelled)
        #expect(state.received == 0 && state.fraction == nil)
        await state.settle()
        #expect(state.error == nil)
        #expect(try folder.names.isEmpty)

        state.start()
        await state.until { $0.phase == .finished }
        #expect(network.asked.map(\.offset) == [0, 0])
    }

    @Test func `throws away what an earlier run has left, without one of its own`() async throws {
        try await trial.leavePart()
        let state = DownloadState(trial.download(), on: .scripted(ScriptedTransport()))

        state.cancel()
        await state.settle()

        #expect(state.phase == .cancelled)
        #expect(try folder.names.isEmpty)
    }

    @Test func `says what cannot be thrown away`() async throws {
        try folder.makeFolder("a.part")
        let state = DownloadState(trial.download(), on: .scripted(ScriptedTransport()))

        state.cancel()
        await state.settle()

        #expect(state.phase == .cancelled)
        #expect(state.error?.stage == .reserving)
    }

    @Test(arguments: [true, false])
    func `is finished where the file was in its place before`(isPause: Bool) async {
        let published = Gate()
        let begun = Locked(0)
        let completion = DownloadEvent.Completion(url: URL(filePath: "/a"), byteCount: 100)
        let state = DownloadState(
            follow: { tell in
                begun.withLock { $0 += 1 }
                await tell(.started(1))
                // The cancel comes here, when it changes nothing any more.
                try? await published.pass()
                return completion
            },
            discard: { Issue.record("thrown away") }
        )
        state.start()
        await published.waiters(atLeast: 1)

        if isPause { state.pause() } else { state.cancel() }
        state.start()
        published.open()
        await state.settle()

        #expect(begun.withLock(\.self) == 1)
        #expect(state.phase == .finished)
        #expect(state.fraction == 1)
        #expect(state.file == completion.url)
    }

    @Test func `hears nothing more of a run that it has left, and waits for it`() async {
        let (left, next) = (Gate(), Gate())
        let log = Locked<[String]>([])
        let state = DownloadState(
            follow: { tell in
                let number = log.withLock { log in
                    log.append("begin")
                    return log.count
                }
                await tell(.started(number))
                // Cancelling the first takes a while, and its news are on their way.
                let gate = number == 1 ? left : next
                await Task { try? await gate.pass() }.value
                await tell(.progress(.receiving, 40))
                log.withLock { $0.append("end") }
                throw CancellationError()
            },
            discard: { log.withLock { $0.append("discard") } }
        )
        state.start()
        await left.waiters(atLeast: 1)

        state.cancel()
        state.start()
        left.open()
        await next.waiters(atLeast: 1)

        #expect(log.withLock(\.self) == ["begin", "end", "discard", "begin"])
        #expect(state.received == 0)
        state.pause()
        next.open()
        await state.settle()
        #expect(state.phase == .paused)
        #expect(state.received == 0)
    }

    @Test func `keeps the partial file when it is let go of`() async throws {
        let gate = Gate()
        let network = ScriptedTransport(
            [BytesTrial.whole(), .bytes(40), .wait(for: gate)],
            [BytesTrial.rest(from: 40), .bytes(60)]
        )
        let downloader = Downloader.scripted(network)
        var state: DownloadState? = DownloadState(trial.download(), on: downloader)
        if let state { await begin(state, gate) }

        state = nil

        // The next run waits until the one before has let go of the destination.
        #expect(try await trial.download().file(on: downloader) != nil)
        #expect(network.asked.map(\.offset) == [0, 40])
    }
}
