/// URLs as logs, errors and records may show them.
package enum Redaction {
    /// The text without user, password, query and fragment, and with control characters escaped.
    ///
    /// It works on any text, also on what is not a URL at all.
    package static func text(_ text: String) -> String {
        // Scalar by scalar: with a combining character behind it, "?" is no character of its own.
        let all = text.unicodeScalars
        let path = all.prefix { $0 != "?" && $0 != "#" }
        let scheme = path.prefix { $0 != ":" && $0 != "/" && $0 != "@" }
        let rest = path[scheme.endIndex...]
        guard rest.starts(with: "://".unicodeScalars) else {
            let begin = path.lastIndex(of: "@").map { path.index(after: $0) } ?? path.startIndex
            return printable(String(path[begin...]))
        }

        let start = String(scheme) + "://"
        let place = rest.dropFirst(3)
        let authority = place.prefix { $0 != "/" && $0 != "\\" }
        if let at = authority.lastIndex(of: "@") {
            return printable(start + String(place[place.index(after: at)...]))
        }
        // A password may hold what ends an authority; where it does, what follows cannot be told apart.
        guard isPlace(authority) || !all[authority.endIndex...].contains("@") else {
            return printable(start) + "…"
        }
        return printable(start + String(place))
    }

    /// Whether this is a host with or without a port, as far as its colons tell.
    private static func isPlace(_ authority: Substring.UnicodeScalarView) -> Bool {
        let address = authority.first == "[" ? authority.drop { $0 != "]" } : authority
        return address.drop { $0 != ":" }.dropFirst().allSatisfy { ("0"..."9").contains($0) }
    }

    /// The text with everything escaped that could move a cursor or hide a word.
    package static func printable(_ text: String) -> String {
        // Nearly all texts are shown as they are.
        guard !text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { return text }
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
