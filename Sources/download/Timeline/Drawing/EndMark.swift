/// How an end looks: a form of its own each, so that colour is not needed to tell them apart.
enum EndMark {
    case saved, unchanged, failed, open

    init(_ end: TimelineRow.End?) {
        switch end {
        case .saved: self = .saved
        case .unchanged: self = .unchanged
        case .failed: self = .failed
        case nil: self = .open
        }
    }

    /// What the legend says of it.
    var meaning: String {
        switch self {
        case .saved: "saved"
        case .unchanged: "there already"
        case .failed: "failed"
        case .open: "cancelled or unfinished"
        }
    }

    /// Draws a disc, a ring, a cross or an open arrow.
    func draw(into svg: inout SVG, x: Double, y: Double, radius r: Double) {
        switch self {
        case .saved: svg.add("circle", ["class": "saved", "cx": x, "cy": y, "r": r])
        case .unchanged:
            svg.add("circle", ["class": "unchanged", "cx": x, "cy": y, "r": r - 0.5])
        case .failed:
            let cross =
                "M\((x - r).svg) \((y - r).svg)l\((2 * r).svg) \((2 * r).svg)"
                + "m0 \((-2 * r).svg)l\((-2 * r).svg) \((2 * r).svg)"
            svg.add("path", ["class": "failed", "d": cross])
        case .open:
            let arrow = "M\((x - r / 2).svg) \((y - r).svg)l\(r.svg) \(r.svg)l\((-r).svg) \(r.svg)"
            svg.add("path", ["class": "open", "d": arrow])
        }
    }
}
