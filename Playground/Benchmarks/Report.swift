internal import Downstream

/// What a person reads of a benchmark.
enum Report {
    /// Says what is going on, on standard error.
    static func note(_ line: String) {
        LogSink.standardError(line)
    }

    /// Says what is wrong, on standard error.
    static func complain(_ line: String) {
        note("benchmarks: \(line)")
    }

    /// Prints all figures as one table.
    static func table(_ figures: [Figure]) {
        let rows = [["figure", "median", "min", "max", "bound", ""]] + figures.map(row)
        let widths = (0..<6).map { column in rows.map { $0[column].count }.max() ?? 0 }
        for row in rows {
            let cells = zip(row, widths).enumerated().map { index, cell in
                let gap = String(repeating: " ", count: cell.1 - cell.0.count)
                return index == 0 ? cell.0 + gap : gap + cell.0
            }
            print(cells.joined(separator: "  "))
        }
    }

    private static func row(_ figure: Figure) -> [String] {
        [
            figure.name,
            "\(text(figure.value)) \(figure.unit)",
            figure.range.map { text($0.lowerBound) } ?? "",
            figure.range.map { text($0.upperBound) } ?? "",
            figure.bound.map { "<= \(text($0))" } ?? "",
            figure.bound == nil ? "" : figure.holds ? "ok" : "BROKEN",
        ]
    }

    /// Three digits behind the point for ratios, none where nobody could use them.
    private static func text(_ value: Double) -> String {
        value >= 100 || value == value.rounded()
            ? "\(Int(value.rounded()))" : "\((value * 1000).rounded() / 1000)"
    }
}
