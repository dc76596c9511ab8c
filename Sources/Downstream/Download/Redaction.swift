/// URLs as logs, errors and records may show them.
package enum Redaction {
    /// The text without user, password, query and fragment, and with control characters escaped.
    ///
    /// It works on any text, also on what is not a URL at all.
    package static func text(_ text: String) -> String {
        let path = text.prefix { $0 != "?" && $0 != "#" }
        var shown = String(path)
        if let authority = path.firstRange(of: "//") {
            let rest = path[authority.upperBound...]
            let end = rest.firstIndex { $0 == "/" || $0 == "\\" } ?? rest.endIndex
            if let at = rest[..<end].lastIndex(of: "@") {
                shown = String(path[..<authority.upperBound]) + rest[rest.index(after: at)...]
            }
        } else if let at = path.lastIndex(of: "@") {
            shown = String(path[path.index(after: at)...])
        }
        return printable(shown)
    }

    /// The text with everything escaped that could move a cursor or hide a word.
    package static func printable(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
                shown += "\\u{\(String(scalar.value, radix: 16))}"
            default:
                shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }
}
