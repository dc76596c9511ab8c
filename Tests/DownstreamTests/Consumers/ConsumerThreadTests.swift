import Dispatch
import Downstream
import DownstreamTesting
import Testing

@Suite("Consumers that block", .timeLimit(.minutes(5)))
struct ConsumerThreadTests {
    /// Holds its thread, as a log does that is written to a pipe nobody reads.
    private struct Stuck: EventConsumer {
        let release: DispatchSemaphore

        func consume(_ events: AsyncStream<DownloadEvent>, of download: Download) async {
            block()
            for await _ in events {}
        }

        private func block() {
            release.wait()
        }
    }

    @Test func `never hold up a download`() async throws {
        let stuck = Stuck(release: DispatchSemaphore(value: 0))
        let gate = Gate()
        let head = ResponseHead(status: 200, length: 10)
        let network = ScriptedTransport(
            [.head(head), .wait(for: gate), .bytes(10)],
            [.head(head), .bytes(10)]
        )
        let downloader = Downloader.scripted(network)
        let download = Download(from: "http://host/video.mp4", to: .nowhere)

        let watched = Task {
            // As many as there are threads for runs.
            try await download
                .completion(on: downloader, observedBy: stuck, stuck, stuck, stuck)
        }
        let letGo = { @Sendable in for _ in 0..<4 { stuck.release.signal() } }
        let bytes = await withTaskCancellationHandler {
            await gate.waiters(atLeast: 1)
            return try? await download.completion(on: downloader).byteCount
        } onCancel: {
            // Where it fails, the other tests want their threads back.
            letGo()
        }
        gate.open()
        letGo()

        #expect(bytes == 10)
        #expect(try await watched.value.byteCount == 10)
    }
}
