import Testing

@testable import download

@Suite("The ticks of an axis")
struct AxisTicksTests {
    @Test(arguments: [
        (0.01, ["0", "2 ms", "4 ms", "6 ms", "8 ms", "10 ms"]),
        (
            0.4,
            ["0", "50 ms", "100 ms", "150 ms", "200 ms", "250 ms", "300 ms", "350 ms", "400 ms"]
        ),
        (1.0, ["0", "0.2 s", "0.4 s", "0.6 s", "0.8 s", "1 s"]),
        (53.0, ["0", "10 s", "20 s", "30 s", "40 s", "50 s"]),
        (210.0, ["0", "0:30", "1:00", "1:30", "2:00", "2:30", "3:00", "3:30"]),
        (9100.0, ["0", "30:00", "1:00:00", "1:30:00", "2:00:00", "2:30:00"]),
    ])
    func `are round times`(_ end: Double, _ labels: [String]) {
        #expect(AxisTicks.time(upTo: end, atMost: 8).ticks.map(\.label) == labels)
    }

    @Test(arguments: [
        (22.6e6, ["0", "10 MB/s", "20 MB/s"]), (73e6, ["0", "20 MB/s", "40 MB/s", "60 MB/s"]),
        (5.2e6, ["0", "2 MB/s", "4 MB/s"]), (900.0, ["0", "500 B/s"]),
        (1400.0, ["0", "500 B/s", "1 kB/s"]), (5.9e3, ["0", "2 kB/s", "4 kB/s"]),
    ])
    func `are round speeds`(_ peak: Double, _ labels: [String]) {
        #expect(AxisTicks.speed(upTo: peak, atMost: 4).ticks.map(\.label) == labels)
    }

    @Test func `are few at every length`() {
        var end = 0.001
        while end < 1e9 {
            let ticks = AxisTicks.time(upTo: end, atMost: 8).ticks
            #expect((2...9).contains(ticks.count), "\(end)")
            #expect(ticks.allSatisfy { $0.value <= end * 1.000001 })
            end *= 1.37
        }
    }
}
