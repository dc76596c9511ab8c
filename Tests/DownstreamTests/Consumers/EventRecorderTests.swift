import Dispatch
import Downstream
import DownstreamTesting
import Testing

@Suite("Recording", .timeLimit(.minutes(5)))
struct EventRecorderTests {
    private let download = Download(
        from: "http://user:word@host/video.mp4?token=secret",
        to: .nowhere,
        retry: .never
    )
    private let head = ResponseHead(status: 200, length: 10)

    private func kinds(_ lines: RecordedLines) throws -> [String] {
        try lines.events.map { line in
            switch line.content {
            case .extent: "extent"
            case .event(.started): "started"
            case .event(.chunk): "chunk"
            case .event(.progress): "progress"
            case .event(.completed): "completed"
            case .event(.failed): "failed"
            }
        }
    }

    @Test func `writes everything that an owner sees`() async throws {
        let lines = RecordedLines()
        let network = ScriptedTransport([.head(head), .bytes(4), .bytes(6)])

        try await EventRecorder(to: lines.sink)
            .record(download.events(on: .scripted(network)), of: download)

        let events = try lines.events
        #expect(
            try kinds(lines) == [
                "started", "progress", "progress", "extent", "extent", "progress", "completed",
            ]
        )
        #expect(events.map(\.sequence) == Array(1...7))
        #expect(events.allSatisfy { $0.download == 1 })
        #expect(events.map(\.source) == ["http://host/video.mp4"] + Array(repeating: nil, count: 6))
        #expect(events[3].content == .extent(offset: 0, count: 4))
        #expect(events[4].content == .extent(offset: 4, count: 6))
        #expect(!lines.all.joined().contains("secret"))
    }

    @Test func `writes everything but chunks where it only watches`() async throws {
        let lines = RecordedLines()
        let network = ScriptedTransport([.head(head), .bytes(10)])
        let recorder = EventRecorder(to: lines.sink, chunkBytes: .base64)

        _ = try await download.completion(on: .scripted(network), observedBy: recorder)

        let kinds = try kinds(lines)
        #expect(kinds.first == "started" && kinds.last == "completed")
        #expect(!kinds.contains("chunk") && !kinds.contains("extent"))
    }

    @Test func `throws the error that it has written before`() async throws {
        let lines = RecordedLines()
        let network = ScriptedTransport([.head(ResponseHead(status: 404))])
        let recorder = EventRecorder(to: lines.sink)

        let error = await #expect(throws: DownloadError.self) {
            try await recorder.record(download.events(on: .scripted(network)), of: download)
        }

        #expect(error?.reason == .httpStatus(code: 404))
        #expect(try lines.events.last?.event == error.map { .failed($0) })
    }

    @Test func `numbers downloads as they come, and tells the time of each event`() throws {
        let lines = RecordedLines()
        let clock = TestClock()
        let timekeeper = Timekeeper(clock)
        clock.advance(by: .seconds(5))
        let recorder = EventRecorder(timekeeper: timekeeper) { lines.sink($0) }

        try recorder.note(.started(1), of: 1, source: download.source)
        clock.advance(by: .milliseconds(250))
        try recorder.note(.started(1), of: 2, source: download.source)
        clock.advance(by: .nanoseconds(1))
        try recorder.note(.done, of: 1, source: download.source)

        let events = try lines.events
        #expect(events.map(\.download) == [1, 2, 1])
        #expect(events.map(\.sequence) == [1, 2, 3])
        let times: [Duration] = [.zero, .milliseconds(250), .nanoseconds(250_000_001)]
        #expect(events.map(\.time) == times)
    }

    @Test func `keeps the lines of many downloads in their order`() async throws {
        let lines = RecordedLines()
        let recorder = EventRecorder(to: lines.sink)
        let download = download

        try await withThrowingTaskGroup { group in
            for _ in 0..<8 {
                let network = ScriptedTransport([.head(head), .bytes(10)], chunk: 1)
                group.addTask {
                    let events = download.events(on: .scripted(network))
                    try await recorder.record(events, of: download)
                }
            }
            try await group.waitForAll()
        }

        let events = try lines.events
        #expect(events.map(\.sequence) == Array(1...events.count))
        #expect(zip(events, events.dropFirst()).allSatisfy { $0.time <= $1.time })
        for number in 1...8 {
            let own = events.filter { $0.download == number }
            #expect(own.compactMap(\.event).last?.isEnd == true)
            #expect(own.count { $0.event == nil } == 10)
        }
    }

    @Test func `hands over one line at a time, in their order`() throws {
        let lines = RecordedLines()
        let recorder = EventRecorder(to: lines.sink)

        DispatchQueue.concurrentPerform(iterations: 4000) { index in
            try? recorder.note(.progress(.receiving), of: 1 + index % 2, source: download.source)
        }

        #expect(try lines.events.map(\.sequence) == Array(1...4000))
    }

    @Test func `goes on where its log fails`() async throws {
        let recorder = EventRecorder { _ in throw CancellationError() }
        let network = ScriptedTransport([.head(head), .bytes(10)])

        let completion = try await download.completion(
            on: .scripted(network),
            observedBy: recorder
        )

        #expect(completion.byteCount == 10)
    }

    @Test func `says so where a single line cannot be written`() {
        let recorder = EventRecorder { _ in throw CancellationError() }
        #expect(throws: CancellationError.self) {
            try recorder.note(.started(1), of: 1, source: download.source)
        }
    }
}
