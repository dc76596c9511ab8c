internal import Downstream

/// The closing table: what each recipe brought, and how fast.
struct Table {
    private var rows = [["recipe", "result", "bytes", "time", "speed"]]
    /// Whether no recipe has failed.
    private(set) var isAllGood = true

    /// Adds a line for a recipe.
    mutating func add(_ trial: Trial) {
        let time = DurationText.text(trial.duration)
        switch trial.result {
        case .success(let bytes):
            let speed = Double(bytes) / max(trial.duration.inSeconds, 1e-6)
            rows.append([trial.name, "ok", "\(bytes)", time, "\(ByteCount.text(speed))/s"])
        case .failure:
            isAllGood = false
            rows.append([trial.name, "failed", "-", time, "-"])
        }
    }

    /// The table: words at the left of their columns, numbers at the right.
    var text: String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            row.indices.map { column in
                row[column].padded(to: widths[column], atRight: column >= 2)
            }.joined(separator: "  ")
        }
        let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ")
        return ([lines[0], rule] + lines.dropFirst()).joined(separator: "\n")
    }
}

extension String {
    /// The text with spaces behind it, or before it, up to a width.
    func padded(to width: Int, atRight isRight: Bool = false) -> String {
        let spaces = String(repeating: " ", count: max(0, width - count))
        return isRight ? spaces + self : self + spaces
    }
}
