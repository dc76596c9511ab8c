internal import Downstream

/// Where an axis from 0 has its ticks, and what they are called.
struct AxisTicks: Equatable {
    struct Tick: Equatable {
        let value: Double
        let label: String
    }

    let ticks: [Tick]

    /// At most so many ticks behind 0, up to a time in seconds.
    static func time(upTo end: Double, atMost count: Int) -> AxisTicks {
        if end < 1 {
            let step = niceStep(end * 1000, count)
            return AxisTicks(upTo: end * 1000, step) { "\($0.svg) ms" }.scaled(by: 0.001)
        }
        let least = end / Double(count)
        guard end >= 60 else {
            return AxisTicks(upTo: end, niceStep(end, count)) { "\($0.svg) s" }
        }
        let clockSteps = [5.0, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600]
        let step =
            clockSteps.first { $0 >= least } ?? niceStep(end / 43200, count).rounded(.up) * 43200
        return AxisTicks(upTo: end, step) { DurationText.clock(.seconds($0)) }
    }

    /// At most so many ticks behind 0, up to a speed in bytes per second.
    static func speed(upTo peak: Double, atMost count: Int) -> AxisTicks {
        let step = niceStep(peak, count)
        return AxisTicks(upTo: peak, step) {
            // "20.0 MB" is more exact than a tick is meant to be.
            ByteCount.text($0).replacing(".0 ", with: " ") + "/s"
        }
    }

    private init(upTo end: Double, _ step: Double, label: (Double) -> String) {
        let count = Int((end / step + 1e-9).rounded(.down))
        ticks = (0...max(0, count)).map { index in
            let value = Double(index) * step
            return Tick(value: value, label: index == 0 ? "0" : label(value))
        }
    }

    private init(_ ticks: [Tick]) {
        self.ticks = ticks
    }

    private func scaled(by factor: Double) -> AxisTicks {
        AxisTicks(ticks.map { Tick(value: $0.value * factor, label: $0.label) })
    }

    /// The least of 1, 2, 5, 10, 20, 50… and their tenths of which so many reach `end`.
    private static func niceStep(_ end: Double, _ count: Int) -> Double {
        let least = max(end, 1e-3) / Double(count)
        var power = 1.0
        while power * 10 <= least { power *= 10 }
        while power > least { power /= 10 }
        return [1, 2, 5].map { $0 * power }.first { $0 >= least } ?? 10 * power
    }
}
