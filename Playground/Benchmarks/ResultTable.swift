/// A table of results, for a terminal or for the documentation.
struct ResultTable: Sendable {
    let title: String
    /// The rows, with the names of the columns as the first; all are of one length.
    let rows: [[String]]
    /// How many columns are words, before those that are numbers.
    private let words: Int
    /// What the file is called of a drawing that goes with it; nil for none.
    private let drawing: String?

    /// All tables of some outcomes: one for each setting, one for crowds, then one of the figures.
    static func all(_ outcomes: [Outcome]) -> [ResultTable] {
        let standings = outcomes.flatMap(\.findings.standings)
        var settings: [String] = []
        for standing in standings where !settings.contains(standing.setting) {
            settings.append(standing.setting)
        }
        let tables = settings.map { setting in
            ResultTable(setting, standings.filter { $0.setting == setting })
        }
        let crowds = outcomes.flatMap(\.findings.crowds)
        return tables + (crowds.isEmpty ? [] : [ResultTable(crowds)]) + [ResultTable(outcomes)]
    }

    /// How programs did in a setting.
    private init(_ setting: String, _ standings: [Standing]) {
        title = setting
        words = 1
        drawing = nil
        let work = standings.first?.work ?? ""
        let header = [
            "program", "wall, s", "cpu, s", "peak, MiB", "calls a \(work)", "our wall to its",
            "our cpu to its", "runs",
        ]
        rows =
            [header]
            + standings.map { standing in
                [
                    standing.program,
                    NumberText.of(standing.wall.median),
                    NumberText.of(standing.cpu.median),
                    NumberText.of(standing.mebibytes.median),
                    standing.calls.map { NumberText.of($0) } ?? "",
                    NumberText.of(standing.wallRatio),
                    NumberText.of(standing.cpuRatio),
                    "\(standing.runs.count)",
                ]
            }
    }

    /// How downloads did at once, by their number.
    private init(_ crowds: [CrowdStanding]) {
        title = "Many at once"
        words = 0
        drawing = CrowdDrawing.name
        let header = [
            "at once", "wall, s", "cpu, s", "cpu a download, ms", "a further one, ms",
            "cpu a MiB, ms", "peak, MiB", "slowest to median rate", "runs",
        ]
        rows =
            [header]
            + crowds.enumerated().map { index, crowd in
                [
                    "\(crowd.count)",
                    NumberText.of(crowd.wall.median),
                    NumberText.of(crowd.cpu.median),
                    NumberText.of(crowd.cpuEach),
                    index == 0 ? "" : NumberText.of(crowd.cpuOfMore(than: crowds[index - 1])),
                    NumberText.of(crowd.cpuPerMebibyte.median),
                    NumberText.of(crowd.peak.median),
                    NumberText.of(crowd.slowest),
                    "\(crowd.runs.count)",
                ]
            }
    }

    /// The figures of benchmarks.
    private init(_ outcomes: [Outcome]) {
        title = "Figures"
        words = 2
        drawing = nil
        rows =
            [["benchmark", "figure", "median", "min", "max", "bound", ""]]
            + outcomes.flatMap { outcome in
                outcome.findings.figures.map { figure in
                    let range = figure.sample.range
                    return [
                        outcome.benchmark,
                        figure.name,
                        "\(NumberText.of(figure.sample.median)) \(figure.unit)",
                        range.map { NumberText.of($0.lowerBound) } ?? "",
                        range.map { NumberText.of($0.upperBound) } ?? "",
                        figure.bound?.text ?? "",
                        figure.bound == nil ? "" : figure.holds ? "ok" : "MISSED",
                    ]
                }
            }
    }

    /// In columns, the numbers to the right.
    var text: String {
        let widths = (rows.first ?? []).indices.map { column in
            rows.map { $0[column].count }.max() ?? 0
        }
        let lines = rows.map { row in
            zip(row, widths).enumerated().map { index, cell in
                let gap = String(repeating: " ", count: cell.1 - cell.0.count)
                return index < words ? cell.0 + gap : gap + cell.0
            }
            .joined(separator: "  ")
        }
        return ([title] + lines).joined(separator: "\n")
    }

    /// As a section of an article.
    var markdown: String {
        var lines = rows.map { "| \($0.joined(separator: " | ")) |" }
        let rule = (rows.first ?? []).indices.map { $0 < words ? "---" : "---:" }
        lines.insert("| \(rule.joined(separator: " | ")) |", at: 1)
        let image = drawing.map { ["![\(title)](\($0))", ""] } ?? []
        return (["### \(title)", ""] + image + lines).joined(separator: "\n")
    }
}
