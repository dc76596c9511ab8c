import Downstream
import DownstreamTesting
import Testing

@Suite("A test clock", .timeLimit(.minutes(5)))
struct TestClockTests {
    private static func sleepers(
        _ wakeups: [SleepQueue<Int, String>.Wakeup]
    ) -> [Int] {
        wakeups.compactMap { if case .sleeper(let number) = $0 { number } else { nil } }
    }

    @Test func `wakes sleepers in the order of their deadlines`() {
        var queue = SleepQueue<Int, String>(movesWhenAsleep: nil)
        for (number, deadline) in [3, 1, 2, 1, 9].enumerated() {
            queue.sleep(queue.newID(), until: .seconds(deadline), sleeper: number)
        }

        #expect(queue.move().isEmpty)
        #expect(Self.sleepers(queue.advance(by: .seconds(3))) == [1, 3, 2, 0])
        #expect(queue.now == .seconds(3))
        #expect(Self.sleepers(queue.advance(by: .seconds(6))) == [4])
    }

    @Test func `moves by itself to the first deadline once enough sleep`() {
        var queue = SleepQueue<Int, String>(movesWhenAsleep: 2)
        queue.sleep(queue.newID(), until: .seconds(5), sleeper: 5)
        #expect(queue.move().isEmpty)

        queue.sleep(queue.newID(), until: .seconds(3), sleeper: 3)

        #expect(Self.sleepers(queue.move()) == [3])
        #expect(queue.now == .seconds(3))
        #expect(queue.move().isEmpty)
    }

    @Test func `forgets a sleeper that was cancelled`() {
        var queue = SleepQueue<Int, String>(movesWhenAsleep: nil)
        let id = queue.newID()
        queue.sleep(id, until: .seconds(1), sleeper: 1)

        #expect(queue.removeSleeper(id) == 1)
        #expect(queue.removeSleeper(id) == nil)
        #expect(queue.advance(by: .seconds(1)).isEmpty)
    }

    @Test func `moves only when it is told`() async throws {
        let clock = TestClock()
        let sleeping = Task {
            try await clock.sleep(for: .seconds(2))
            return clock.now.offset
        }
        await clock.sleepers(atLeast: 1)

        clock.advance(by: .seconds(1))
        #expect(clock.now.offset == .seconds(1))
        clock.advance(by: .seconds(1))

        #expect(try await sleeping.value == .seconds(2))
    }

    @Test func `moves at once with every sleep where it is immediate`() async throws {
        let clock = TestClock(.immediate)

        try await clock.sleep(for: .seconds(60))
        try await clock.sleep(for: .seconds(60))

        #expect(clock.now.offset == .seconds(120))
    }

    @Test func `ends a sleep when it is cancelled`() async {
        let clock = TestClock()
        let sleeping = Task { try await clock.sleep(for: .seconds(1)) }
        await clock.sleepers(atLeast: 1)

        sleeping.cancel()

        await #expect(throws: CancellationError.self) { try await sleeping.value }
    }

    @Test func `takes a download through a retry without waiting`() async throws {
        let clock = TestClock(.whenAsleep(2))
        let network = ScriptedTransport(
            [.drop],
            [.head(ResponseHead(status: 200, length: 1)), .bytes(1)]
        )
        let download = Download(
            from: "http://host/video.mp4",
            to: .nowhere,
            retry: RetryPolicy(retries: 1, base: .seconds(10))
        )

        let completion = try await download.completion(
            on: .scripted(network, clock: clock, chance: { 1 })
        )

        #expect(completion.attempts == 2)
        #expect(completion.duration == .seconds(10))
    }
}
