/// One measured figure and the bound that it has to keep.
struct Figure: Sendable {
    let name: String
    /// The figure: a median where there were several runs.
    let value: Double
    /// The smallest and largest of the runs; nil where there was one.
    let range: ClosedRange<Double>?
    let unit: String
    /// The most that the figure may be; nil for a figure that is only told.
    let bound: Double?

    /// A figure that was measured once.
    init(_ name: String, _ value: Double, unit: String, atMost bound: Double? = nil) {
        self.name = name
        self.value = value
        range = nil
        self.unit = unit
        self.bound = bound
    }

    /// The median of several runs.
    init(_ name: String, medianOf values: [Double], unit: String, atMost bound: Double? = nil) {
        let sorted = values.sorted()
        self.name = name
        value =
            sorted.isEmpty ? .nan : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
        range = sorted.isEmpty ? nil : sorted[0]...sorted[sorted.count - 1]
        self.unit = unit
        self.bound = bound
    }

    /// Whether the figure keeps its bound.
    var holds: Bool {
        guard let bound else { return true }
        return value <= bound
    }
}
