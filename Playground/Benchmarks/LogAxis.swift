#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// An axis on which equal steps are equal ratios.
struct LogAxis: Sendable {
    /// The values that it shows; they are above 0.
    let values: ClosedRange<Double>
    /// Where the smallest and the largest of them are drawn.
    let places: (first: Double, last: Double)

    /// Where a value is drawn.
    func place(_ value: Double) -> Double {
        let part = log(value / values.lowerBound) / log(values.upperBound / values.lowerBound)
        return places.first + (places.last - places.first) * part
    }

    /// The values 1, 2, 5, 10, 20, 50… that it shows, and their tenths.
    var steps: [Double] { Self.steps.filter(values.contains) }

    /// From the step below some values to the one above them.
    static func around(_ shown: [Double]) -> ClosedRange<Double> {
        let least = shown.min() ?? 1
        let most = shown.max() ?? 1
        let first = steps.last { $0 <= least } ?? least
        let last = steps.first { $0 > max(most, first) } ?? most
        return first...max(first, last)
    }

    private static let steps = (-3...6).flatMap { power in
        [1, 2, 5].map { $0 * pow(10, Double(power)) }
    }
}
