/// A number as people read it.
enum NumberText {
    /// Three digits behind the point for ratios, none where nobody could use them.
    static func of(_ value: Double) -> String {
        guard value.isFinite else { return "none" }
        let thousandths = (value * 1000).rounded()
        return value >= 100 || thousandths.remainder(dividingBy: 1000) == 0
            ? "\(Int64(value.rounded()))" : "\(thousandths / 1000)"
    }

    /// The median, with the smallest and the largest behind it.
    static func of(_ sample: Sample) -> String {
        guard let range = sample.range else {
            return sample.values.isEmpty ? "" : of(sample.median)
        }
        return "\(of(sample.median)) (\(of(range.lowerBound)) to \(of(range.upperBound)))"
    }
}
