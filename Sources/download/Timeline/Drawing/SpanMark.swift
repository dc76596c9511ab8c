/// How the spans of a download look: a band, a dashed line, a hatched box or a triangle.
enum SpanMark {
    /// Draws a span between two places and within two heights.
    static func draw(
        _ kind: TimeSpan.Kind,
        into svg: inout SVG,
        x: ClosedRange<Double>,
        y: ClosedRange<Double>,
        title: String? = nil
    ) {
        let middle = (y.lowerBound + y.upperBound) / 2
        let width = x.upperBound - x.lowerBound
        switch kind {
        case .attempt, .stall:
            svg.add(
                "rect",
                [
                    "class": kind.rawValue, "x": x.lowerBound, "y": y.lowerBound,
                    "width": max(1, width - 1), "height": y.upperBound - y.lowerBound,
                ],
                title: title
            )
        case .wait:
            let line = "M\(x.lowerBound.svg) \(middle.svg)h\(max(1, width - 1).svg)"
            svg.add("path", ["class": "wait", "d": line], title: title)
        case .restart:
            // It points back to where the download begins again.
            let half = min(5, (y.upperBound - y.lowerBound) * 0.35)
            let sides = "l\((1.6 * half).svg) \((-half).svg)v\((2 * half).svg)z"
            let triangle = "M\(x.lowerBound.svg) \(middle.svg)\(sides)"
            svg.add("path", ["class": "restart", "d": triangle], title: title)
        }
    }

    /// What the legend says of a kind.
    static func meaning(_ kind: TimeSpan.Kind) -> String {
        switch kind {
        case .attempt: "attempt"
        case .wait: "wait for a retry or a turn"
        case .stall: "stall"
        case .restart: "again from the beginning"
        }
    }
}
