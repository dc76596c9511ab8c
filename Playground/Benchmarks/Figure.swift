/// One measured figure and the bound that it has to keep.
struct Figure: Sendable {
    let name: String
    /// What was measured: one value, or one of each run.
    let sample: Sample
    let unit: String
    /// The most that the median may be; nil for a figure that is only told.
    let bound: Double?

    /// A figure that was measured once.
    init(_ name: String, _ value: Double, unit: String, atMost bound: Double? = nil) {
        self.init(name, medianOf: [value], unit: unit, atMost: bound)
    }

    /// The median of several runs.
    init(_ name: String, medianOf values: [Double], unit: String, atMost bound: Double? = nil) {
        self.init(name, Sample(values: values), unit: unit, atMost: bound)
    }

    /// The median of a sample.
    init(_ name: String, _ sample: Sample, unit: String, atMost bound: Double? = nil) {
        self.name = name
        self.sample = sample
        self.unit = unit
        self.bound = bound
    }

    /// Whether the figure keeps its bound; one that could not be measured does not.
    var holds: Bool {
        guard let bound else { return true }
        return sample.median <= bound
    }
}
