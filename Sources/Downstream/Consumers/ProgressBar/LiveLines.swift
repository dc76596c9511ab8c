/// Lines at the bottom of a terminal that are drawn again in place.
///
/// The cursor rests at the beginning of the last one, so that a "^C" of the terminal's own lands on
/// a line that is drawn again. Nothing moves the cursor up further than these lines reach.
struct LiveLines {
    private static let escape = "\u{1B}["

    /// The columns of each line that is on the screen.
    private var widths: [Int] = []

    /// The text that puts `lines` in the place of what is on the screen, below `above`, which stays.
    ///
    /// `columns` is how wide the terminal is now; one that became narrower has broken the lines.
    mutating func replace(
        with lines: [StyledText],
        above: [StyledText] = [],
        columns: Int,
        inColor: Bool
    ) -> String {
        var text = widths.isEmpty ? "" : home(columns: columns)
        if !above.isEmpty {
            // They may be longer than a line, and then break into what was below.
            if !widths.isEmpty { text += Self.escape + "J" }
            text += above.map { (inColor ? $0.colored : $0.text) + "\n" }.joined()
        }
        if !lines.isEmpty {
            // Where a terminal takes a character for wider than we do, it still must not break.
            let drawn = lines.map { inColor ? $0.colored : $0.text }
            text += Self.escape + "?7l" + drawn.joined(separator: Self.escape + "K\n")
            text += Self.escape + "J\r" + Self.escape + "?7h"
        } else if !widths.isEmpty, above.isEmpty {
            text += Self.escape + "J"
        }
        widths = lines.map { TextWidth($0.text).columns }
        return text
    }

    /// Moves the cursor to the beginning of the first line.
    private func home(columns: Int) -> String {
        let up = widths.dropLast().reduce(0) { rows, width in
            rows + max(1, (width + columns - 1) / columns)
        }
        return "\r" + (up > 0 ? "\(Self.escape)\(up)A" : "")
    }
}
