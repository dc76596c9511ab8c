import Testing

@testable import download

@Suite("A curve of throughput")
struct ThroughputCurveTests {
    private static func transfer(_ bytes: Double, _ begin: Double, _ end: Double)
        -> TransferMeter.Transfer
    {
        TransferMeter.Transfer(bytes: bytes, begin: begin, end: end)
    }

    @Test func `keeps the sum of the bytes however long it goes on`() {
        var curve = ThroughputCurve(origin: 3)
        var sum = 0.0
        for index in 0..<2000 {
            let begin = 3 + Double(index * index) * 0.01
            curve.add(Self.transfer(Double(index) * 7 + 1, begin, begin + 0.37))
            sum += Double(index) * 7 + 1
            #expect(curve.sum == sum)
            #expect(curve.buckets.count <= ThroughputCurve.limit)
        }
        #expect(curve.width == 128)
        #expect(curve.buckets.allSatisfy { $0 >= 0 && $0 == $0.rounded() })
    }

    @Test func `spreads bytes over the time in which they arrived`() {
        var curve = ThroughputCurve(origin: 0)
        curve.add(Self.transfer(300, 1, 4))
        curve.add(Self.transfer(0, 4, 100))
        #expect(curve.width == 0.25)
        #expect(
            Array(curve.buckets.prefix(17)) == [0, 0, 0, 0] + Array(repeating: 25, count: 12) + [0]
        )
    }

    @Test func `takes bytes of one moment`() {
        var curve = ThroughputCurve(origin: 0)
        curve.add(Self.transfer(100, 2, 2))
        curve.add(Self.transfer(50, 2, 1))
        #expect(curve.sum == 150)
    }

    @Test func `makes no step out of a sliver`() {
        var curve = ThroughputCurve(origin: 0)
        curve.add(Self.transfer(1000, 0, 1))
        curve.add(Self.transfer(900, 1, 1.001))
        let steps = curve.steps(until: 1.001, ofAbout: 0.25)
        #expect(steps.count == 4)
        #expect(steps.last?.end == 1.001)
        #expect(
            steps.map { $0.bytesPerSecond * ($0.end - $0.begin) }.reduce(0, +).rounded() == 1900
        )
    }

    @Test func `has no steps without bytes`() {
        #expect(ThroughputCurve(origin: 0).steps(until: 5, ofAbout: 0).isEmpty)
    }
}
