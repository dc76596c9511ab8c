/// Something that reads bytes from outside, and what holds whatever they are.
struct FuzzTarget: Sendable {
    /// A broken promise.
    struct Finding: Error {
        let text: String
    }

    let name: String
    /// Good inputs, to be made worse.
    let samples: [[UInt8]]
    /// What the format is made of.
    let words: [String]
    /// Reads an input, and tells whether it was taken for what it should be; throws a ``Finding``.
    let check: @Sendable (FuzzInput) throws -> Bool

    init(
        _ name: String,
        samples: [String],
        words: [String],
        check: @escaping @Sendable (FuzzInput) throws -> Bool
    ) {
        self.init(name, samples: samples.map { Array($0.utf8) }, words: words, check: check)
    }

    init(
        _ name: String,
        samples: [[UInt8]],
        words: [String],
        check: @escaping @Sendable (FuzzInput) throws -> Bool
    ) {
        self.name = name
        self.samples = samples
        self.words = words
        self.check = check
    }
}

extension FuzzTarget: CustomStringConvertible {
    var description: String { name }
}

extension FuzzTarget {
    static let all = headers + urls + files + media + logs + tool

    /// What any text is made of that means harm.
    static let hostileWords = [
        "0", "-1", "9223372036854775807", "9223372036854775808", "18446744073709551616", "1e999",
        "\0", "\n", "\r\n", "\t", " ", "\u{7F}", "\u{1B}[2J", "%", "%00", "%2F", "..", "/", "\\",
        "\u{85}", "\u{301}", "\u{200D}", "\u{202E}", "\u{2028}", "\u{FEFF}", "\u{E000}", "é", "🎬",
    ]
}

/// Throws where a promise is broken.
func hold(_ promise: Bool, _ problem: @autoclosure () -> String) throws(FuzzTarget.Finding) {
    guard promise else { throw FuzzTarget.Finding(text: problem()) }
}

/// Throws where a text could move a cursor or hide a word.
func holdPrintable(_ text: String) throws(FuzzTarget.Finding) {
    let isPrintable = text.unicodeScalars.allSatisfy { scalar in
        // What is plain is most of it, and the properties are slow.
        if ("\u{20}"..."\u{7E}").contains(scalar) { return true }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return false
        default: return true
        }
    }
    try hold(isPrintable, "\(text.debugDescription) is not printable")
}
