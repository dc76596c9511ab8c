/// Lines with their fields below each other, as many fields as the width allows.
struct ProgressTable {
    /// What is shown beside the name.
    private struct Layout {
        var fields: [ProgressRow.Field]
        var hasGauge = false
    }

    /// From everything to what matters most.
    private static let layouts = [
        Layout(fields: [.percent, .received, .size, .activity, .attempt, .left], hasGauge: true),
        Layout(fields: [.percent, .received, .activity, .attempt, .left], hasGauge: true),
        Layout(fields: [.percent, .activity, .attempt, .left], hasGauge: true),
        Layout(fields: [.percent, .activity, .attempt, .left]),
        Layout(fields: [.percent, .activity, .attempt]),
        Layout(fields: [.percent, .activity]),
    ]
    private static let gap = "  "
    // A name is shortened to so many columns before the next best layout is taken.
    private static let leastName = 10
    private static let leastNameAtGauge = 20
    private static let leastNameAtGist = 6
    private static let gaugeColumns = 8...30

    /// One line for each row.
    let lines: [StyledText]

    /// The lines in so many columns.
    init(_ rows: [ProgressRow], columns room: Int, drawsGauge: Bool = true) {
        let nameColumns = rows.map { TextWidth($0.names.first ?? "").columns }.max() ?? 0
        let isMeasured = drawsGauge && rows.contains { $0.fraction != nil }
        for layout in Self.layouts {
            let cells = rows.map { Self.cells($0, layout) }
            let widths = Self.widths(of: cells)
            let free = room - widths.reduce(0, +)
            let hasGauge = layout.hasGauge && isMeasured
            let gaugeLeast = hasGauge ? Self.gaugeColumns.lowerBound + Self.gap.count : 0
            let least = min(nameColumns, hasGauge ? Self.leastNameAtGauge : Self.leastName)
            guard free >= least + gaugeLeast else { continue }

            // A long name leaves the gauge as much as it can without becoming short itself.
            let gaugeRoom = hasGauge ? Self.gaugeColumns.upperBound * 2 / 3 + Self.gap.count : 0
            let longest = hasGauge ? max(least, free - gaugeRoom) : free
            let name = min(nameColumns, longest)
            let gauge = min(free - name - Self.gap.count, Self.gaugeColumns.upperBound)
            lines = zip(rows, cells).map { row, cells in
                let beginning = StyledText(Self.name(row, columns: name))
                let tail = StyledText(Self.tail(cells, widths))
                guard hasGauge else { return beginning + tail }
                let part = Gauge(row.fraction, columns: gauge).text
                return beginning + StyledText(Self.gap) + part + tail
            }
            return
        }
        lines = rows.map { Self.leastLine($0, nameColumns: nameColumns, columns: room) }
    }

    /// The texts of a row's fields, each with the gap before it; empty where there is none.
    private static func cells(_ row: ProgressRow, _ layout: Layout) -> [String] {
        layout.fields.map { field in
            var text = row.fields[field]
            if field == .percent, row.fraction == nil, !layout.fields.contains(.received) {
                // The next best thing to the part is the number of bytes.
                text = row.fields[.received]
            }
            return text.map { (field == .size ? " " : gap) + $0 } ?? ""
        }
    }

    /// The width of each column of the table; 0 for one that nobody fills.
    private static func widths(of cells: [[String]]) -> [Int] {
        (cells.first ?? []).indices.map { index in
            cells.map { TextWidth($0[index]).columns }.max() ?? 0
        }
    }

    private static func tail(_ cells: [String], _ widths: [Int]) -> String {
        var text = ""
        for (cell, width) in zip(cells, widths) {
            // Figures that take turns in the first column end below each other.
            text =
                text.isEmpty
                ? padded("", to: width - TextWidth(cell).columns) + cell
                : text + padded(cell, to: width)
        }
        // A terminal that becomes narrower breaks a line also within blanks.
        guard let last = text.lastIndex(where: { $0 != " " }) else { return "" }
        return String(text[...last])
    }

    private static func name(_ row: ProgressRow, columns: Int) -> String {
        let fitting = row.names.first { TextWidth($0).columns <= columns }
        let name = fitting ?? TextWidth.shortened(row.names.last ?? "", to: columns)
        return padded(name, to: columns)
    }

    /// The name and the one thing to say of it, or only that.
    private static func leastLine(
        _ row: ProgressRow,
        nameColumns: Int,
        columns: Int
    ) -> StyledText {
        let free = columns - TextWidth(row.gist).columns - gap.count
        guard free >= min(nameColumns, leastNameAtGist) else {
            let gist = String(row.gist.drop { $0 == " " })
            return StyledText(TextWidth.shortened(gist, to: columns))
        }
        return StyledText(name(row, columns: min(nameColumns, free)) + gap + row.gist)
    }

    private static func padded(_ text: String, to columns: Int) -> String {
        text + String(repeating: " ", count: max(0, columns - TextWidth(text).columns))
    }
}
