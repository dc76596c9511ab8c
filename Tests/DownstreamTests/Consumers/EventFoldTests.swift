import Downstream
import Foundation
import Testing

@Suite("The end of a stream of events")
struct EventFoldTests {
    private static let url = URL(filePath: "/tmp/a")
    private static let done = DownloadEvent.completed(.init(url: url, byteCount: 3))

    private func stream(_ events: DownloadEvent...) -> AsyncStream<DownloadEvent> {
        AsyncStream { continuation in
            for event in events { continuation.yield(event) }
            continuation.finish()
        }
    }

    @Test func `gives the file`() async throws {
        #expect(try await stream(.started(1), Self.done).file() == Self.url)
        #expect(await stream(.started(1), Self.done).savedFile() == Self.url)
        let completion = try await stream(.started(1), Self.done).result().get()
        #expect(completion.byteCount == 3)
    }

    @Test func `gives the error`() async throws {
        await #expect(throws: DownloadError.sample) {
            try await stream(.started(1), .broken).file()
        }
        #expect(await stream(.started(1), .broken).savedFile() == nil)
        #expect(try await stream(.started(1), .broken).result() == .failure(.sample))
    }

    @Test func `is no success where it only ends`() async {
        await #expect(throws: CancellationError.self) { try await stream(.started(1)).file() }
        await #expect(throws: CancellationError.self) { try await stream(.started(1)).result() }
        #expect(await stream(.started(1)).savedFile() == nil)
    }
}
