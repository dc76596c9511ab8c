/// One measured figure and the bound that it has to keep.
struct Figure: Sendable {
    let name: String
    /// What was measured: one value, or one of each run.
    let sample: Sample
    let unit: String
    /// What the median has to keep; nil for a figure that is only told.
    let bound: Bound?

    /// A figure that was measured once.
    init(_ name: String, _ value: Double, unit: String, atMost most: Double? = nil) {
        self.init(name, medianOf: [value], unit: unit, atMost: most)
    }

    /// The median of several runs.
    init(_ name: String, medianOf values: [Double], unit: String, atMost most: Double? = nil) {
        self.init(name, Sample(values: values), unit: unit, atMost: most)
    }

    /// The median of a sample.
    init(_ name: String, _ sample: Sample, unit: String, atMost most: Double? = nil) {
        self.init(name, sample, unit: unit, bound: most.map { .atMost($0) })
    }

    /// The median of a sample, with any bound.
    init(_ name: String, _ sample: Sample, unit: String, bound: Bound?) {
        self.name = name
        self.sample = sample
        self.unit = unit
        self.bound = bound
    }

    /// Whether the figure keeps its bound; one that could not be measured does not.
    var holds: Bool { bound?.admits(sample.median) ?? true }
}
