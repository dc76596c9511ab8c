internal import Downstream

/// A timeline as one SVG page: the total speed, then a row for each download, over one axis of time.
///
/// Without script and without fonts of its own, for light and dark backgrounds. Everything that
/// comes from outside is escaped; what is shortened is whole in the tooltip.
struct TimelineDrawing {
    let timeline: Timeline
    let rows: [TimelineRow]
    let layout: TimelineLayout

    init(_ timeline: Timeline) {
        self.timeline = timeline
        rows = timeline.rows
        layout = TimelineLayout(rowCount: rows.count, end: timeline.end)
    }

    /// The whole page.
    var text: String {
        let size = "0 0 \(TimelineLayout.width.svg) \(layout.height.svg)"
        var svg = SVG()
        svg.add(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "viewBox": size,
                "width": TimelineLayout.width, "height": layout.height, "role": "img",
            ],
            title: headline
        ) { svg in
            svg.add(style: TimelineStyle.sheet)
            addHatch(to: &svg)
            svg.add("rect", ["class": "page", "width": "100%", "height": "100%"])
            addHead(to: &svg)
            addLegend(to: &svg)
            addRules(to: &svg)
            addAxis(to: &svg)
            addTotal(to: &svg)
            for (index, row) in rows.enumerated() {
                TimelineRowDrawing(row, at: index, in: layout).add(to: &svg)
            }
            addRest(to: &svg)
        }
        return svg.text
    }

    /// "12 downloads, 1.2 GB in 1:23, 14.5 MB/s on average".
    private var headline: String {
        let tally = timeline.tally
        var text = tally.count == 1 ? "1 download" : "\(tally.count) downloads"
        guard timeline.end > 0 else { return text }
        text += ", \(ByteCount.text(tally.bytes)) in \(DurationText.text(.seconds(timeline.end)))"
        guard tally.bytes > 0 else { return text }
        return text + ", \(ByteCount.text(tally.bytes / timeline.end))/s on average"
    }

    private func addHead(to svg: inout SVG) {
        let x = TimelineLayout.margin
        svg.add("text", ["class": "title", "x": x, "y": 38], text: headline)
        svg.add("text", ["class": "muted", "x": x, "y": 58], text: timeline.tally.text)
    }

    /// What became of the downloads that have no row.
    private func addRest(to svg: inout SVG) {
        let rest = timeline.tally.without(rows)
        guard rest.count > 0 else { return }
        let lines = [
            "Shown are \(rows.count) of \(timeline.tally.count) downloads: first those that failed or "
                + "did not end, then those that tried again or stalled, then those that took longest.",
            "The others: \(rest.text), \(ByteCount.text(rest.bytes)).",
        ]
        for (index, line) in lines.enumerated() {
            let y = layout.rowsBottom + 44 + 18 * Double(index)
            svg.add("text", ["class": "muted", "x": TimelineLayout.margin, "y": y], text: line)
        }
    }

    private func addHatch(to svg: inout SVG) {
        svg.add("defs") { svg in
            svg.add(
                "pattern",
                [
                    "id": "hatch", "width": 5, "height": 5, "patternUnits": "userSpaceOnUse",
                    "patternTransform": "rotate(45)",
                ]
            ) { svg in
                svg.add("rect", ["class": "hatchground", "width": 5, "height": 5])
                svg.add("path", ["class": "hatch", "d": "M1 0v5"])
            }
        }
    }
}
