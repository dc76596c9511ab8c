import Downstream
import DownstreamTesting
import Testing

@Suite("The speed of late", .timeLimit(.minutes(5)))
struct SpeedEstimateTests {
    @Test func `is nothing before the first byte`() {
        var speed = SpeedEstimate(from: .zero)
        #expect(speed.update(at: .zero) == 0)
        #expect(speed.update(at: .seconds(1)) == 0)
    }

    @Test func `is exact at a steady rate`() {
        var speed = SpeedEstimate(from: .seconds(5))
        for step in 1...100 {
            speed.add(1000)
            let told = speed.update(at: .seconds(5) + .milliseconds(100 * step))
            #expect(abs(told - 10_000) < 0.001)
        }
    }

    @Test func `falls towards nothing while nothing arrives, and never below`() {
        var speed = SpeedEstimate(from: .zero)
        speed.add(1_000_000)
        var last = speed.update(at: .seconds(1))
        for second in 2...10_000 {
            let told = speed.update(at: .seconds(second))
            #expect(told < last || told < 1e-300)
            #expect(told >= 0)
            last = told
        }
        #expect(last < 1e-9)
    }

    @Test func `follows a change within some seconds`() {
        var speed = SpeedEstimate(from: .zero)
        var told = 0.0
        for second in 1...60 {
            speed.add(second <= 30 ? 1000 : 100_000)
            told = speed.update(at: .seconds(second))
        }
        #expect(told > 90_000)
        #expect(told <= 100_000)
    }

    @Test func `stays a number when time stands still or goes back`() {
        var speed = SpeedEstimate(from: .seconds(10))
        speed.add(100)
        #expect(speed.update(at: .seconds(10)) == 0)
        #expect(speed.update(at: .seconds(9)) == 0)
        #expect(speed.update(at: .seconds(11)) == 100)
        #expect(speed.update(at: .seconds(11)) == 100)
    }

    @Test(arguments: [1, 2, 3])
    func `is a finite number after anything`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var speed = SpeedEstimate(from: .zero)
        var now = Duration.zero
        for _ in 0..<2000 {
            speed.add(Int.random(in: 0...1_000_000_000, using: &random))
            let exponent = Int.random(in: 0...20, using: &random)
            now += .nanoseconds(Int64.random(in: 0...(1 << Int64(exponent * 3)), using: &random))
            let told = speed.update(at: now)
            #expect(told.isFinite)
            #expect(told >= 0)
        }
    }
}
