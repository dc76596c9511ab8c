import Downstream
import Testing

/// A terminal as far as the progress bar uses one: it scrolls, wraps, and breaks lines anew when it
/// becomes narrower.
struct TerminalModel {
    private struct Row {
        /// One element a column; empty behind a wide character.
        var cells: [String] = []
        /// Whether the next row goes on with this one.
        var isBroken = false
    }

    private(set) var columns: Int
    let height: Int
    private var rows = [Row()]
    private var row = 0
    private var column = 0
    private var wraps = true
    /// Whether any line was ever broken at the right margin.
    private(set) var hasBroken = false
    private(set) var hasEscapedUnknown = false

    init(columns: Int, rows: Int) {
        self.columns = columns
        height = rows
    }

    /// What it shows and has shown, without the blanks and empty lines at the ends.
    var lines: [String] {
        var lines = rows.map { row in
            let end = row.cells.lastIndex { $0 != " " && !$0.isEmpty } ?? -1
            return row.cells[...end].joined()
        }
        while lines.last == "" { lines.removeLast() }
        return lines
    }

    mutating func write(_ text: String) {
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\r": column = 0
            case "\n": feed()
            case "\u{1B}": escape(&rest)
            default: put(scalar)
            }
        }
    }

    /// Makes it narrower or wider; the cursor has to be in the first column.
    mutating func resize(columns: Int) {
        self.columns = columns
        var all: [Row] = []
        var cursor = 0
        for (index, old) in rows.enumerated() {
            if index == row { cursor = all.count }
            var cells = old.cells[...]
            while let last = cells.last, last == " " { cells.removeLast() }
            repeat {
                all.append(
                    Row(cells: Array(cells.prefix(columns)), isBroken: cells.count > columns)
                )
                cells = cells.dropFirst(columns)
            } while !cells.isEmpty
        }
        rows = all
        row = cursor
    }

    private mutating func feed() {
        column = 0
        row += 1
        if row == rows.count { rows.append(Row()) }
    }

    private mutating func escape(_ rest: inout Substring.UnicodeScalarView) {
        var parameters = ""
        rest = rest.dropFirst()
        while let scalar = rest.popFirst() {
            if scalar == "?" || ("0"..."9").contains(scalar) {
                parameters.unicodeScalars.append(scalar)
                continue
            }
            switch (scalar, parameters) {
            case ("A", _): row = max(row - (Int(parameters) ?? 1), max(0, rows.count - height), 0)
            case ("K", ""): rows[row].cells.removeLast(max(0, rows[row].cells.count - column))
            case ("J", ""):
                rows[row].cells.removeLast(max(0, rows[row].cells.count - column))
                rows.removeLast(rows.count - row - 1)
            case ("h", "?7"): wraps = true
            case ("l", "?7"): wraps = false
            case ("m", _): break
            default: hasEscapedUnknown = true
            }
            return
        }
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        let width = TextWidth(String(scalar)).columns
        guard width > 0 else { return join(scalar) }
        if column + width > columns {
            hasBroken = true
            if wraps {
                rows[row].isBroken = true
                feed()
            } else {
                column = max(0, columns - width)
            }
        }
        while rows[row].cells.count < column + width { rows[row].cells.append(" ") }
        rows[row].cells[column] = String(scalar)
        for empty in 1..<max(1, width) { rows[row].cells[column + empty] = "" }
        column += width
    }

    private mutating func join(_ scalar: Unicode.Scalar) {
        guard column > 0 else { return }
        let index = rows[row].cells[..<column].lastIndex { !$0.isEmpty } ?? 0
        rows[row].cells[index].unicodeScalars.append(scalar)
    }
}
