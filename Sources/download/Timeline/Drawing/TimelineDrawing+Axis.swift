extension TimelineDrawing {
    /// Draws the lines that lead the eye from a name to its numbers: fewer where rows are dense.
    func addRules(to svg: inout SVG) {
        let end = TimelineLayout.width - TimelineLayout.margin
        for index in stride(from: 0, to: rows.count, by: layout.isDense ? 5 : 1) {
            let y = layout.row(index).lowerBound
            let line = "M\(TimelineLayout.margin.svg) \(y.svg)H\(end.svg)"
            svg.add("path", ["class": "rule", "d": line])
        }
    }

    /// Draws time: its lines over curve and rows, its labels above the rows and again below them.
    func addAxis(to svg: inout SVG) {
        let time = AxisTicks.time(upTo: layout.seconds, atMost: 8)
        let total = TimelineLayout.total
        for tick in time.ticks {
            let x = layout.x(tick.value)
            // The labels stand in the gap between the two.
            let line =
                "M\(x.svg) \(total.lowerBound.svg)V\(total.upperBound.svg)"
                + "M\(x.svg) \(TimelineLayout.rowsTop.svg)V\(layout.rowsBottom.svg)"
            svg.add("path", ["class": "grid", "d": line])
            let heights = [total.upperBound + 18, layout.rowsBottom + 18]
            for y in rows.isEmpty ? Array(heights.prefix(1)) : heights {
                svg.add("text", ["class": "muted middle", "x": x, "y": y], text: tick.label)
            }
        }
        guard !rows.isEmpty else { return }
        let y = total.upperBound + 18
        let heads = [
            (TimelineLayout.bytesEnd, "received"), (TimelineLayout.durationEnd, "time"),
            (TimelineLayout.speedEnd, "on average"),
        ]
        for (x, head) in heads {
            svg.add("text", ["class": "muted end", "x": x, "y": y], text: head)
        }
    }
}
