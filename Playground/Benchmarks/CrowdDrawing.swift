/// Processor time by the number of downloads at once, as one SVG page for light and dark grounds.
struct CrowdDrawing {
    /// What its file is called.
    static let name = "scale.svg"

    private static let width = 720.0
    private static let height = 380.0
    /// Where the plot is; to its right stand the names of the lines.
    private static let plot = (left: 62.0, right: 576.0, top: 74.0, bottom: 324.0)

    private let crowds: [CrowdStanding]
    private let x: LogAxis
    private let y: LogAxis

    /// A drawing of crowds, the smallest first; nil where there are no two.
    init?(_ crowds: [CrowdStanding]) {
        guard let first = crowds.first, let last = crowds.last, first.count < last.count else {
            return nil
        }
        self.crowds = crowds
        x = LogAxis(
            values: Double(first.count)...Double(last.count),
            places: (Self.plot.left, Self.plot.right)
        )
        let steps = zip(crowds.dropFirst(), crowds).map { $0.cpuOfMore(than: $1).median }
        let shown = crowds.flatMap { [$0.cpuEach.median, $0.cpuPerMebibyte.median] } + steps
        y = LogAxis(
            values: LogAxis.around(shown.filter { $0 > 0 }),
            places: (Self.plot.bottom, Self.plot.top)
        )
    }

    /// The whole page.
    var text: String {
        var svg = SVG()
        addAxes(to: &svg)
        addSteps(to: &svg)
        addLine("mebibyte", "a MiB", \.cpuPerMebibyte, to: &svg)
        addLine("download", "a download", \.cpuEach, to: &svg)
        svg.label("title", "Processor time by the number of downloads at once", at: (20, 30))
        svg.line("step", [(20, 49), (44, 49)])
        let legend = "each further download; the solid lines share the start of the process"
        svg.label("muted", legend, at: (52, 53))
        return svg.page(
            width: Self.width,
            height: Self.height,
            title: "Processor time by the number of downloads at once",
            style: Self.style
        )
    }

    private func addAxes(to svg: inout SVG) {
        let plot = Self.plot
        for step in y.steps {
            let height = y.place(step)
            svg.line("grid", [(plot.left, height), (plot.right, height)])
            let label = "\(NumberText.of(step)) ms"
            svg.label("muted end", label, at: (plot.left - 8, height + 4))
        }
        for crowd in crowds {
            let place = x.place(Double(crowd.count))
            svg.line("grid", [(place, plot.top), (place, plot.bottom)])
            svg.label("muted middle", "\(crowd.count)", at: (place, plot.bottom + 18))
        }
        svg.line("axis", [(plot.left, plot.bottom), (plot.right, plot.bottom)])
        let middle = (plot.left + plot.right) / 2
        svg.label("muted middle", "downloads at once", at: (middle, plot.bottom + 38))
    }

    /// Draws what each download adds that a smaller crowd did not have, from the one to the other.
    private func addSteps(to svg: inout SVG) {
        for (crowd, smaller) in zip(crowds.dropFirst(), crowds) {
            let cpu = crowd.cpuOfMore(than: smaller).median
            // Noise can make the larger crowd the cheaper one, which no logarithm shows.
            guard cpu > 0 else { continue }
            let ends = [smaller, crowd].map { x.place(Double($0.count)) }
            svg.line("step", ends.map { ($0, y.place(cpu)) })
        }
    }

    private func addLine(
        _ kind: StaticString,
        _ name: String,
        _ cpu: (CrowdStanding) -> Sample,
        to svg: inout SVG
    ) {
        let points = crowds.map { crowd in
            (x: x.place(Double(crowd.count)), y: y.place(cpu(crowd).median))
        }
        svg.line(kind, points)
        for (crowd, point) in zip(crowds, points) {
            let title = "\(crowd.count) at once: \(NumberText.of(cpu(crowd))) ms for \(name)"
            svg.dot(kind, at: point, title: title)
        }
        guard let last = crowds.last, let end = points.last else { return }
        let milliseconds = NumberText.of((cpu(last).median * 10).rounded() / 10)
        svg.label(kind, "\(name): \(milliseconds) ms", at: (end.x + 10, end.y + 4))
    }

    private static let style: StaticString = """

        text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;\
        font-variant-numeric:tabular-nums;fill:#1f2328}
        text.title{font-size:16px;font-weight:600}
        text.muted{fill:#59636e}
        .end{text-anchor:end}
        .middle{text-anchor:middle}
        .page{fill:#fff}
        path{fill:none}
        .grid{stroke:#e4e7eb}
        .axis{stroke:#8c959f}
        .step{stroke:#59636e;stroke-width:1.5;stroke-dasharray:4 3}
        path.download,path.mebibyte{stroke-width:2}
        path.download{stroke:#2a6bb0}
        path.mebibyte{stroke:#a3540a}
        circle.download,text.download{fill:#2a6bb0}
        circle.mebibyte,text.mebibyte{fill:#a3540a}
        @media (prefers-color-scheme:dark){
        text{fill:#e6e9ed}
        text.muted{fill:#9da7b1}
        .page{fill:#14171b}
        .grid{stroke:#2a3037}
        .axis{stroke:#6b7580}
        .step{stroke:#9da7b1}
        path.download{stroke:#5a9be0}
        path.mebibyte{stroke:#e39a52}
        circle.download,text.download{fill:#5a9be0}
        circle.mebibyte,text.mebibyte{fill:#e39a52}
        }

        """
}
