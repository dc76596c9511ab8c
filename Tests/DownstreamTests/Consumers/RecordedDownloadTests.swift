import Downstream
import DownstreamTesting
import Testing

@Suite("Replaying", .timeLimit(.minutes(5)))
struct RecordedDownloadTests {
    private let download = Download(from: "http://host/video.mp4", to: .nowhere, retry: .never)
    private let lines = RecordedLines()

    /// The lines of events, one download each or all of the first.
    private func log(_ events: [DownloadEvent], of numbers: [Int]? = nil) throws -> [String] {
        let recorder = EventRecorder(chunkBytes: .base64) { lines.sink($0) }
        for (index, event) in events.enumerated() {
            try recorder.note(event, of: numbers?[index] ?? 1, source: download.source)
        }
        return lines.all
    }

    /// What a stream brings, and the error at its end.
    private func drain(_ events: DownloadEvents) async -> ([DownloadEvent], (any Error)?) {
        var seen: [DownloadEvent] = []
        do {
            for try await event in events { seen.append(event) }
            return (seen, nil)
        } catch {
            return (seen, error)
        }
    }

    /// A live download, as it came and as it was recorded at the same time.
    private func record(
        _ script: [ScriptedTransport.Step]...,
        keeping bytes: EventRecorder.ChunkBytes
    ) async throws -> [DownloadEvent] {
        var download = download
        download.retry = RetryPolicy(retries: script.count - 1)
        let shared = download.shared(on: .scripted(ScriptedTransport(responses: script)))
        let recorded = shared.events()
        let live = shared.events()
        let recorder = EventRecorder(to: lines.sink, chunkBytes: bytes)
        async let recording: Void? = try? recorder.record(recorded, of: download)
        let (seen, _) = await drain(live)
        _ = await recording
        return seen
    }

    @Test func `brings what the live stream brought`() async throws {
        let head = ResponseHead(status: 200, length: 10)
        let live = try await record(
            [.head(head), .bytes(4), .drop],
            [.head(head), .bytes(10)],
            keeping: .base64
        )

        let replay = RecordedDownload(lines: lines.all)

        let (seen, error) = await drain(replay.events(pace: .immediately))
        #expect(live.count > 8)
        #expect(seen == live)
        #expect(error == nil)
        #expect(EventGrammar.violation(in: seen) == nil)
    }

    @Test func `leaves out chunks that were recorded without their bytes`() async throws {
        let head = ResponseHead(status: 200, length: 10)
        let live = try await record([.head(head), .bytes(4), .bytes(6)], keeping: .omitted)

        let replay = RecordedDownload(lines: lines.all).events(pace: .immediately)

        let (seen, _) = await drain(replay)
        let withoutChunks = live.filter { if case .chunk = $0 { false } else { true } }
        #expect(withoutChunks.count == live.count - 2)
        #expect(seen == withoutChunks)
        #expect(EventGrammar.violation(in: seen) == nil)
    }

    @Test func `throws the error of a failure once`() async throws {
        let live = try await record([.head(ResponseHead(status: 404))], keeping: .omitted)
        let events = RecordedDownload(lines: lines.all).events(pace: .immediately)

        var seen: [DownloadEvent] = []
        var thrown: (any Error)?
        var iterator = events.makeAsyncIterator()
        do {
            while let event = try await iterator.next() { seen.append(event) }
        } catch {
            thrown = error
        }

        #expect(seen == live)
        #expect(live.last == (thrown as? DownloadError).map { .failed($0) })
        #expect(try await iterator.next() == nil)
        #expect(EventGrammar.violation(in: seen) == nil)
    }

    @Test func `ends silently where the log has no end`() async throws {
        let events = [DownloadEvent.started(1), .progress(.receiving, 4)]
        let replay = RecordedDownload(lines: try log(events))

        let (seen, error) = await drain(replay.events(pace: .immediately))
        #expect(seen == events)
        #expect(error == nil)
        await #expect(throws: CancellationError.self) {
            try await replay.events(pace: .immediately).completion()
        }
    }

    @Test func `brings one download of many`() async throws {
        let events: [DownloadEvent] = [
            .started(1), .started(1), .progress(.connecting), .chunk(at: 0), .chunk(at: 1), .broken,
            .done,
        ]
        let numbers = [1, 2, 1, 2, 1, 2, 1]
        let log = try log(events, of: numbers)

        let first = await drain(RecordedDownload(lines: log).events(pace: .immediately))
        let second = await drain(RecordedDownload(lines: log, number: 2).events(pace: .immediately))

        #expect(first.0 == [events[0], events[2], events[4], events[6]])
        #expect(first.1 == nil)
        #expect(second.0 == [events[1], events[3], events[5]])
        #expect(second.1 as? DownloadError == .sample)
    }

    @Test func `says that a download is not there`() async throws {
        let log = try log([.started(1), .done])
        for (lines, number) in [(log, 2), ([], 1)] {
            let replay = RecordedDownload(lines: lines, number: number)
            let (_, error) = await drain(replay.events(pace: .immediately))
            let sentence = "The log holds no download \(number)."
            #expect((error as? RecordingError)?.sentence == sentence)
        }
    }

    @Test func `is two replays where it is asked for twice`() async throws {
        let replay = RecordedDownload(lines: try log([.started(1), .done]))
        let (first, second) = (replay.events(), replay.events())
        #expect(await drain(first).0 == [.started(1), .done])
        #expect(await drain(second).0 == [.started(1), .done])
        #expect(await drain(first).0 == [])
    }

    @Test func `goes on behind the end of an attempt, and no further than the last event`()
        async throws
    {
        let failed = DownloadEvent.Attempt(number: 2, after: .sample)
        let log = try log([.started(1), .started(failed), .done])
        let replay = RecordedDownload(lines: log + ["what comes after it"])

        let (seen, error) = await drain(replay.events(pace: .immediately))

        #expect(seen == [.started(1), .started(failed), .done])
        #expect(error == nil)
    }
}
