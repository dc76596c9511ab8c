import Downstream
import DownstreamTesting
import Testing

@Suite("Progress", .timeLimit(.minutes(5)))
struct ProgressTests {
    private let clock = TestClock()
    private let gate = Gate()

    /// A run that has received 4 of 10 bytes, and whose sleepers are the heartbeat alone.
    private func halfway() async throws -> DownloadEvents.AsyncIterator {
        let network = ScriptedTransport(
            [.head(ResponseHead(status: 200, length: 10)), .bytes(4), .wait(for: gate), .bytes(6)])
        let download = Download(from: "http://host/video.mp4", to: .nowhere)
        var iterator = download.events(on: .scripted(network, clock: clock)).makeAsyncIterator()
        while let event = try await iterator.next(isolation: #isolation) {
            if case .chunk = event { break }
        }
        await gate.waiters(atLeast: 1)
        await clock.sleepers(atLeast: 1)
        return iterator
    }

    private func nextProgress(
        _ iterator: inout DownloadEvents.AsyncIterator
    ) async throws -> DownloadEvent.Progress? {
        while let event = try await iterator.next(isolation: #isolation) {
            if case .progress(let progress) = event { return progress }
        }
        return nil
    }

    @Test func `comes once a second while nothing else does`() async throws {
        var iterator = try await halfway()

        clock.advance(by: .seconds(1))
        let beat = try await nextProgress(&iterator)

        #expect(beat?.phase == .receiving)
        #expect(beat?.received == 4)
        #expect(beat?.elapsed == .seconds(1))
    }

    @Test func `tells a stall after three seconds, and its end`() async throws {
        var iterator = try await halfway()
        var phases: [DownloadEvent.Phase?] = []

        for _ in 1...3 {
            await clock.sleepers(atLeast: 1)
            clock.advance(by: .seconds(1))
            phases.append(try await nextProgress(&iterator)?.phase)
        }
        gate.open()
        phases.append(try await nextProgress(&iterator)?.phase)

        #expect(phases == [.receiving, .receiving, .stalled, .receiving])
    }

    @Test func `has a speed that falls while nothing arrives`() async throws {
        var iterator = try await halfway()
        var speeds: [Double] = []

        for _ in 1...4 {
            await clock.sleepers(atLeast: 1)
            clock.advance(by: .seconds(1))
            speeds.append(try await nextProgress(&iterator)?.bytesPerSecond ?? -1)
        }

        #expect(speeds == speeds.sorted(by: >))
        #expect(speeds.allSatisfy { $0 > 0 })
    }
}
