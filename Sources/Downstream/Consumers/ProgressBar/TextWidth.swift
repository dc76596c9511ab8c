/// How many columns of a terminal a text takes.
///
/// Wide East Asian characters and emoji take two, marks that combine take none. Where terminals
/// disagree the larger number is right, since a line that is too long wraps.
package struct TextWidth: Equatable {
    package let columns: Int

    /// Measures a text that holds no control characters.
    package init(_ text: some StringProtocol) {
        let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
        columns =
            isASCII
            ? text.utf8.count
            : text.unicodeScalars.reduce(0) { $0 + Self.columns(of: $1) }
    }

    /// The text in at most so many columns; what is cut is cut from its middle, so that the
    /// extension of a file name stays.
    package static func shortened(_ text: String, to columns: Int) -> String {
        guard TextWidth(text).columns > columns else { return text }
        guard columns > 0 else { return "" }
        let tail = fitting(text.reversed(), in: min(8, (columns - 1) / 3))
        let tailWidth = TextWidth(String(tail)).columns
        return String(fitting(text, in: columns - 1 - tailWidth)) + "…" + String(tail.reversed())
    }

    /// As many of the first characters as fit.
    private static func fitting(_ text: some Sequence<Character>, in columns: Int) -> [Character] {
        var left = columns
        return Array(
            text.prefix { character in
                left -= TextWidth(String(character)).columns
                return left >= 0
            }
        )
    }

    private static func columns(of scalar: Unicode.Scalar) -> Int {
        if scalar.isASCII { return 1 }
        // The variation selector that makes a narrow character an emoji.
        if scalar == "\u{FE0F}" { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        // The vowels and finals of Hangul join the consonant before them.
        if (0x1160...0x11FF).contains(scalar.value) { return 0 }
        let isWide =
            scalar.properties.isEmojiPresentation
            || wide.contains { $0.contains(scalar.value) }
        return isWide ? 2 : 1
    }

    /// East Asian Width W and F (Unicode Standard Annex #11) beside emoji, with the gaps between
    /// them that no character has yet.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F, 0x2E80...0x303E,
        0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
        0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF,
        0x1D300...0x1D376, 0x1F200...0x1F265, 0x20000...0x3FFFD,
    ]
}
