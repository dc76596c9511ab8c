import Downstream
import DownstreamTesting
import Synchronization
import Testing

@Suite("The pace of a replay", .timeLimit(.minutes(5)))
struct ReplayPaceTests {
    private let source = Source("http://host/video.mp4")
    private let lines = RecordedLines()

    /// A download whose events came so many milliseconds after the recorder was made.
    private func recorded(at moments: [Int]) throws -> RecordedDownload {
        let clock = TestClock()
        let recorder = EventRecorder(timekeeper: Timekeeper(clock)) { lines.sink($0) }
        var now = 0
        for (index, moment) in moments.enumerated() {
            clock.advance(by: .milliseconds(moment - now))
            now = moment
            let event: DownloadEvent =
                switch index {
                case 0: .started(1)
                case moments.count - 1: .done
                default: .progress(.receiving, Int64(index))
                }
            try recorder.note(event, of: 1, source: source)
        }
        return RecordedDownload(lines: lines.all)
    }

    @Test func `is the original one from the first event on`() async throws {
        let replay = try recorded(at: [300, 300, 1000, 1250, 61_250])
        // Each sleep moves the time to its end at once.
        let clock = TestClock(.immediate)
        clock.advance(by: .seconds(7))

        var moments: [Duration] = []
        for try await _ in replay.events(pace: .original(on: clock)) {
            moments.append(clock.now.offset - .seconds(7))
        }

        let expected = [0, 0, 700, 950, 60_950].map { Duration.milliseconds($0) }
        #expect(moments == expected)
    }

    @Test func `holds an event back until it is due`() async throws {
        let replay = try recorded(at: [0, 250, 250, 400])
        let clock = TestClock()
        let count = Mutex(0)
        let reading = Task {
            for try await _ in replay.events(pace: .original(on: clock)) {
                count.withLock { $0 += 1 }
            }
        }

        await clock.sleepers(atLeast: 1)
        #expect(count.withLock(\.self) == 1)
        clock.advance(by: .nanoseconds(249_999_999))
        await clock.sleepers(atLeast: 1)
        #expect(count.withLock(\.self) == 1)
        clock.advance(by: .nanoseconds(1))
        await clock.sleepers(atLeast: 1)
        #expect(count.withLock(\.self) == 3)
        clock.advance(by: .milliseconds(150))
        try await reading.value
        #expect(count.withLock(\.self) == 4)
    }

    @Test func `makes nobody who is late wait for what is due`() async throws {
        let replay = try recorded(at: [0, 100, 200, 1000])
        let clock = TestClock(.immediate)
        var moments: [Duration] = []
        for try await _ in replay.events(pace: .original(on: clock)) {
            moments.append(clock.now.offset)
            if moments.count == 1 { clock.advance(by: .milliseconds(500)) }
        }
        #expect(moments == [0, 500, 500, 1000].map { Duration.milliseconds($0) })
    }

    @Test func `ends silently where its reader is cancelled`() async throws {
        let replay = try recorded(at: [0, 250])
        let clock = TestClock()
        let reading = Task {
            var count = 0
            for try await _ in replay.events(pace: .original(on: clock)) { count += 1 }
            return count
        }

        await clock.sleepers(atLeast: 1)
        reading.cancel()

        #expect(try await reading.value == 1)
    }

    @Test func `lets one loop at a time read`() async throws {
        let replay = try recorded(at: [0, 250])
        let clock = TestClock()
        let events = replay.events(pace: .original(on: clock))
        let reading = Task {
            var count = 0
            for try await _ in events { count += 1 }
            return count
        }

        await clock.sleepers(atLeast: 1)
        let error = await #expect(throws: DownloadError.self) {
            for try await _ in events {}
        }
        clock.advance(by: .seconds(1))

        #expect(error?.reason == .streamInUse)
        #expect(try await reading.value == 2)
    }
}
