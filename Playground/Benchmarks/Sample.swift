/// Values of one thing that was measured several times.
struct Sample: Sendable {
    /// The values, in their order.
    let values: [Double]

    /// The one in the middle; not a number where nothing was measured.
    var median: Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return .nan }
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }

    /// The smallest and the largest; nil where there are no two.
    var range: ClosedRange<Double>? {
        guard values.count > 1, let least = values.min(), let most = values.max() else {
            return nil
        }
        return least...most
    }
}
