import Downstream
import TestTraits
import Testing

@Suite("When a transfer has stalled", .timeLimit(.minutes(5)))
struct StallWatchTests {
    /// Looks each second, behind news at some of them, and tells which looks find a stall.
    private func stalls(limit: Duration, news: Set<Int>, looks: ClosedRange<Int>) -> [Int] {
        var watch = StallWatch(limit: limit)
        return looks.filter { second in
            if news.contains(second) { watch.note() }
            return watch.isStalled(at: .seconds(second))
        }
    }

    @Test(.case(34)) func `is when nothing has come for so long`() {
        #expect(stalls(limit: .seconds(3), news: [1], looks: 1...5) == [4, 5])
        #expect(stalls(limit: .seconds(3), news: [1, 3, 6], looks: 1...9) == [9])
        #expect(stalls(limit: .seconds(3), news: [1, 3, 5, 7, 9], looks: 1...10) == [])
    }

    @Test func `is never before the request`() {
        #expect(stalls(limit: .seconds(1), news: [], looks: 1...100) == [])
        #expect(stalls(limit: .seconds(1), news: [50], looks: 1...51) == [51])
    }

    @Test func `is a second at least`() {
        #expect(stalls(limit: .zero, news: [1, 2], looks: 1...3) == [3])
    }
}
