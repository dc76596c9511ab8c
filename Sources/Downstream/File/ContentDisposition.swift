/// The file name that a response proposes (RFC 6266, RFC 8187).
package enum ContentDisposition {
    /// The proposed name, not yet made safe; nil where there is none; `filename*` wins.
    package static func fileName(_ field: String) -> String? {
        var plain: String?
        for (name, value) in parameters(field) {
            switch name {
            case "filename*":
                if let decoded = extended(value) { return decoded }
            case "filename":
                plain = plain ?? value
            default: continue
            }
        }
        // Some servers percent-encode here too; a name that decodes is what they meant.
        guard let plain else { return nil }
        return plain.contains("%") ? PercentCoding.decoded(plain) ?? plain : plain
    }

    /// The parameters behind the disposition type, names in lower case, quotes taken off.
    private static func parameters(_ field: String) -> [(name: String, value: String)] {
        var found: [(String, String)] = []
        // Scalar by scalar: with a combining character behind it, a quote is no character of its own.
        var rest = field.unicodeScalars.drop { $0 != ";" }
        while rest.popFirst() == ";" {
            let name = rest.prefix { $0 != "=" && $0 != ";" }
            rest = rest[name.endIndex...]
            guard rest.first == "=" else { continue }
            rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
            let value = rest.first == "\"" ? quoted(&rest) : token(&rest)
            rest = rest.drop { $0 != ";" }
            found.append((Substring(name).withoutBlanks.lowercased(), value))
        }
        return found
    }

    /// Text up to the closing quote; an unbalanced one ends with the field.
    private static func quoted(_ rest: inout Substring.UnicodeScalarView) -> String {
        var text = String.UnicodeScalarView()
        rest = rest.dropFirst()
        while let scalar = rest.popFirst(), scalar != "\"" {
            if scalar != "\\" {
                text.append(scalar)
            } else if let escaped = rest.popFirst() {
                text.append(escaped)
            }
        }
        return String(text)
    }

    private static func token(_ rest: inout Substring.UnicodeScalarView) -> String {
        let value = rest.prefix { $0 != ";" }
        rest = rest[value.endIndex...]
        return Substring(value).withoutBlanks
    }

    /// charset'language'percent-encoded text; nil for what is not that.
    private static func extended(_ value: String) -> String? {
        let parts = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = PercentCoding.decodedBytes(parts[2].utf8) else {
            return nil
        }
        switch parts[0].lowercased() {
        case "utf-8": return String(validating: bytes, as: UTF8.self)
        case "iso-8859-1": return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        default: return nil
        }
    }
}
