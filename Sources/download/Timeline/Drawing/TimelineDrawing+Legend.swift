extension TimelineDrawing {
    /// Draws what the marks mean, those that occur.
    func addLegend(to svg: inout SVG) {
        guard !rows.isEmpty else { return }
        var x = TimelineLayout.margin
        let y = TimelineLayout.legendY
        let kinds = Set(rows.flatMap { $0.spans.map(\.kind) })
        for kind in [TimeSpan.Kind.attempt, .stall, .wait, .restart] where kinds.contains(kind) {
            var text = SpanMark.meaning(kind)
            let box = (y - 11)...(y + 1)
            SpanMark.draw(kind, into: &svg, x: x...(x + (kind == .restart ? 8 : 24)), y: box)
            if kind == .attempt {
                let curve = "M\(x.svg) \((y + 1).svg)v-4h7v-5h9v3h7v6z"
                svg.add("path", ["class": "flow", "d": curve])
                text +=
                    rows.count == 1 ? " and its speed" : " and its speed, each row by its own peak"
            }
            addWords(text, to: &svg, at: &x, behind: kind == .restart ? 14 : 31)
        }
        let ends = Set(rows.map { EndMark($0.end) })
        for mark in [EndMark.saved, .unchanged, .failed, .open] where ends.contains(mark) {
            mark.draw(into: &svg, x: x + 4, y: y - 4, radius: 4)
            addWords(mark.meaning, to: &svg, at: &x, behind: 14)
        }
    }

    private func addWords(_ text: String, to svg: inout SVG, at x: inout Double, behind: Double) {
        let y = TimelineLayout.legendY
        svg.add("text", ["class": "muted", "x": x + behind, "y": y], text: text)
        x += behind + 6.4 * Double(text.count) + 18
    }
}
