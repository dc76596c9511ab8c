internal import Downstream

/// One download of a timeline: its name, what it did when, how it ended, its numbers.
struct TimelineRowDrawing {
    private let row: TimelineRow
    private let layout: TimelineLayout
    private let place: ClosedRange<Double>
    private let steps: [ThroughputCurve.Step]
    /// The greatest speed, which is as high as the row.
    private let peak: Double

    init(_ row: TimelineRow, at index: Int, in layout: TimelineLayout) {
        self.row = row
        self.layout = layout
        place = layout.row(index)
        let step = layout.secondsPerStep(pixels: layout.isDense ? 3 : 2)
        steps = row.curve.steps(until: row.latest, ofAbout: step)
        peak = steps.map(\.bytesPerSecond).max() ?? 0
    }

    func add(to svg: inout SVG) {
        svg.add("g", title: title) { svg in
            svg.add(
                "rect",
                [
                    "class": "hover", "x": 0, "y": place.lowerBound,
                    "width": TimelineLayout.width, "height": layout.rowHeight,
                ]
            )
            addText(name, x: TimelineLayout.margin, to: &svg)
            addBars(to: &svg)
            addNumbers(to: &svg)
        }
    }

    private var middle: Double { (place.lowerBound + place.upperBound) / 2 }

    private var name: String {
        let room = TimelineLayout.plot.lowerBound - TimelineLayout.margin - 12
        return TextWidth.shortened(Redaction.printable(row.name), to: layout.columns(in: room))
    }

    /// The heights between which its band lies.
    private var band: ClosedRange<Double> {
        let gap = layout.isDense ? 1.5 : 4.0
        return (place.lowerBound + gap)...(place.upperBound - gap)
    }

    private func addBars(to svg: inout SVG) {
        let spans = row.spans
        for span in spans where span.kind == .attempt { add(span, to: &svg) }
        let height = band.upperBound - band.lowerBound
        let path = CurvePath(
            steps,
            full: peak,
            height: height,
            bottom: band.upperBound,
            x: layout.x
        )
        if !path.data.isEmpty { svg.add("path", ["class": "flow", "d": path.data]) }
        for span in spans where span.kind != .attempt { add(span, to: &svg) }
        let end = layout.x(row.latest) + 7
        EndMark(row.end).draw(into: &svg, x: end, y: middle, radius: layout.isDense ? 3 : 4)
    }

    private func add(_ span: TimeSpan, to svg: inout SVG) {
        let begin = DurationText.text(.seconds(span.begin))
        let end = span.end > span.begin ? " to \(DurationText.text(.seconds(span.end)))" : ""
        SpanMark.draw(
            span.kind,
            into: &svg,
            x: layout.x(span.begin)...layout.x(span.end),
            y: band,
            title: "\(span.note)\n\(begin)\(end)"
        )
    }

    private func addNumbers(to svg: inout SVG) {
        let bytes = row.curve.sum
        if bytes > 0 {
            addText(ByteCount.text(bytes), x: TimelineLayout.bytesEnd, "end", to: &svg)
        }
        if row.duration > 0 {
            let time = DurationText.text(.seconds(row.duration))
            addText(time, x: TimelineLayout.durationEnd, "end", to: &svg)
        }
        let room = TimelineLayout.width - TimelineLayout.margin - TimelineLayout.wordsBegin
        switch row.end {
        case .failed(let short, _):
            let words = TextWidth.shortened(short, to: layout.columns(in: room))
            addText(words, x: TimelineLayout.wordsBegin, "bad", to: &svg)
        case .unchanged(let how):
            addText(how, x: TimelineLayout.wordsBegin, "muted", to: &svg)
        case .saved, nil:
            guard let speed = row.averageSpeed else { return }
            addText(ByteCount.text(speed) + "/s", x: TimelineLayout.speedEnd, "end", to: &svg)
        }
    }

    private func addText(_ text: String, x: Double, _ style: String = "", to svg: inout SVG) {
        let size = layout.isDense ? "small" : ""
        let style = [style, size].filter { !$0.isEmpty }.joined(separator: " ")
        let y = middle + (layout.isDense ? 3.5 : 4)
        if style.isEmpty {
            svg.add("text", ["x": x, "y": y], text: text)
        } else {
            svg.add("text", ["class": style, "x": x, "y": y], text: text)
        }
    }

    /// Everything about it, for the tooltip.
    private var title: String {
        var lines = [row.name]
        if !row.source.isEmpty { lines.append("from \(row.source)") }
        let attempts = max(1, row.track.attempts)
        var text = attempts == 1 ? "1 attempt" : "\(attempts) attempts"
        text += ", \(ByteCount.text(row.curve.sum)) in \(DurationText.text(.seconds(row.duration)))"
        if peak > 0 { text += ", up to \(ByteCount.text(peak))/s" }
        lines.append(text)
        switch row.end {
        case .saved: lines.append("saved")
        case .unchanged(let how): lines.append(how)
        case .failed(_, let sentence): lines.append(sentence)
        case nil: lines.append("cancelled or unfinished")
        }
        return lines.joined(separator: "\n")
    }
}
