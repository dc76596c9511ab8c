/// The outline of a curve of speeds as the data of an SVG path.
struct CurvePath {
    let data: String

    /// Draws the steps above `bottom`; so many bytes per second are `height` pixels.
    init(
        _ steps: [ThroughputCurve.Step],
        full: Double,
        height: Double,
        bottom: Double,
        x: (Double) -> Double
    ) {
        guard let first = steps.first, let last = steps.last, full > 0 else {
            data = ""
            return
        }
        var data = "M\(x(first.begin).svg) \(bottom.svg)"
        for step in steps {
            let y = bottom - height * min(1, step.bytesPerSecond / full)
            data += "V\(y.svg)H\(x(step.end).svg)"
        }
        // So that it is closed where it ends, and not with a slope.
        data += "V\(bottom.svg)H\(x(first.begin).svg)Z"
        self.data = last.end > first.begin ? data : ""
    }
}
