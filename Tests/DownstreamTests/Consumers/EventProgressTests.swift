import Downstream
import DownstreamTesting
import Testing

@Suite("The progress of a stream", .timeLimit(.minutes(5)))
struct EventProgressTests {
    private let download = Download(from: "http://host/video.mp4", to: .nowhere)

    @Test func `is its progress and nothing else, to the end`() async throws {
        let network = ScriptedTransport([.head(ResponseHead(status: 200, length: 10)), .bytes(10)])
        let events = download.events(on: .scripted(network))
        var phases: [DownloadEvent.Phase] = []

        for try await progress in events.progress { phases.append(progress.phase) }

        #expect(phases == [.connecting, .receiving, .verifying])
    }

    @Test func `throws what the stream throws`() async throws {
        let network = ScriptedTransport([.head(ResponseHead(status: 404))])
        let events = download.events(on: .scripted(network))
        var last: DownloadEvent.Progress?

        let error = await #expect(throws: DownloadError.self) {
            for try await progress in events.progress { last = progress }
        }

        #expect(last?.phase == .connecting)
        #expect(error?.reason == .httpStatus(code: 404))
    }
}
