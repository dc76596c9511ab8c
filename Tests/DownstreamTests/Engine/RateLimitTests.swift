import Downstream
import Testing

@Suite("Bounding the rate", .timeLimit(.minutes(5)))
struct RateLimitTests {
    @Test func `has everybody wait until what came is paid`() {
        let rate = RateLimit(bytesPerSecond: 1000)
        #expect(rate.charge(500, at: .seconds(10)) == .milliseconds(500))
        #expect(rate.charge(500, at: .seconds(10)) == .seconds(1))
        #expect(rate.charge(1000, at: .milliseconds(10_500)) == .milliseconds(1500))
    }

    @Test func `gives no credit for time in which nothing came`() {
        let rate = RateLimit(bytesPerSecond: 1000)
        _ = rate.charge(1000, at: .zero)
        #expect(rate.charge(1000, at: .seconds(1000)) == .seconds(1))
    }

    @Test(arguments: [0, -5, Int64.min])
    func `lets at least one byte a second through`(bytesPerSecond: Int64) {
        #expect(RateLimit(bytesPerSecond: bytesPerSecond).charge(2, at: .zero) == .seconds(2))
    }

    @Test func `costs nothing for no bytes`() {
        #expect(RateLimit(bytesPerSecond: 1).charge(0, at: .seconds(3)) == .zero)
    }
}
