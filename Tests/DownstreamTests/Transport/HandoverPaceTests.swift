import Downstream
import Testing

@Suite("The pace of handing over")
struct HandoverPaceTests {
    private static let interval = HandoverPace.interval

    @Test func `allows the first at once, and each after a pause`() {
        var pace = HandoverPace()
        let due = [0, 1, 1.5, 2, 10].map { pace.isDue(at: Self.interval * $0) }
        #expect(due == [true, true, false, true, true])
    }

    @Test func `delays nothing for longer than its interval, however often it is asked`() {
        var pace = HandoverPace()
        let due = (0...40).filter { pace.isDue(at: Self.interval / 10 * $0) }
        #expect(due == [0, 10, 20, 30, 40])
    }
}
