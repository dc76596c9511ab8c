internal import Downstream

extension TimelineDrawing {
    /// Draws the speed of all downloads together, with its axis.
    func addTotal(to svg: inout SVG) {
        let plot = TimelineLayout.plot
        let top = TimelineLayout.total.lowerBound
        let bottom = TimelineLayout.total.upperBound
        let steps = timeline.total.steps(
            until: timeline.end,
            ofAbout: layout.secondsPerStep(pixels: 2)
        )
        let peak = steps.map(\.bytesPerSecond).max() ?? 0
        let begin = TimelineLayout.margin
        svg.add("text", ["x": begin, "y": top + 10], text: "All together")
        guard peak > 0 else {
            svg.add("text", ["class": "muted", "x": begin, "y": top + 28], text: "nothing arrived")
            addBaseline(to: &svg, from: plot.lowerBound, to: plot.upperBound, at: bottom)
            return
        }
        let note = "up to \(ByteCount.text(peak))/s"
        svg.add("text", ["class": "muted", "x": begin, "y": top + 28], text: note)

        let ticks = AxisTicks.speed(upTo: peak, atMost: 4).ticks
        let full = peak * 1.04
        for tick in ticks.dropFirst() {
            let y = bottom - (bottom - top) * tick.value / full
            let line = "M\(plot.lowerBound.svg) \(y.svg)H\(plot.upperBound.svg)"
            svg.add("path", ["class": "grid", "d": line])
            let x = plot.lowerBound - 8
            svg.add("text", ["class": "muted end", "x": x, "y": y + 4], text: tick.label)
        }
        let path = CurvePath(steps, full: full, height: bottom - top, bottom: bottom, x: layout.x)
        svg.add("path", ["class": "flow", "d": path.data], title: "All together, \(note)")
        addBaseline(to: &svg, from: plot.lowerBound, to: plot.upperBound, at: bottom)
    }

    private func addBaseline(to svg: inout SVG, from x: Double, to end: Double, at y: Double) {
        svg.add("path", ["class": "axis", "d": "M\(x.svg) \(y.svg)H\(end.svg)"])
    }
}
