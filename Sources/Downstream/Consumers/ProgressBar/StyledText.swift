/// A line of text, some of it coloured.
package struct StyledText: Equatable, Sendable {
    /// How a part of the text looks.
    package enum Style: Sendable {
        case plain, good, bad, faint
    }

    private struct Run: Equatable {
        let text: String
        let style: Style
    }

    private var runs: [Run] = []

    /// A text of one style, which holds no control characters.
    package init(_ text: String = "", _ style: Style = .plain) {
        if !text.isEmpty { runs = [Run(text: text, style: style)] }
    }

    /// One text behind another.
    package static func + (first: StyledText, second: StyledText) -> StyledText {
        var sum = first
        sum.runs += second.runs
        return sum
    }

    /// The text without its colours.
    package var text: String {
        runs.map(\.text).joined()
    }

    /// The text with the escape codes of its colours.
    package var colored: String {
        runs.map { run in
            switch run.style {
            case .plain: run.text
            case .good: "\u{1B}[32m\(run.text)\u{1B}[0m"
            case .bad: "\u{1B}[31m\(run.text)\u{1B}[0m"
            case .faint: "\u{1B}[2m\(run.text)\u{1B}[0m"
            }
        }.joined()
    }
}
