/// What a `Location` field leads to, seen from where it was sent (RFC 3986, section 5.2).
package enum URLReference {
    /// The text of the target; not yet judged, and without the fragment.
    package static func resolve(_ reference: String, against base: WebURL) -> String {
        // Servers send spaces and UTF-8 in Location; browsers and curl encode them. Scalar by scalar,
        // because with a combining character behind it, "/" is no character of its own.
        let reference = reference.withoutBlanks.unicodeScalars
        let target = reference.prefix { $0 != "#" }
            .split(separator: " ", omittingEmptySubsequences: false)
            .map { String($0) }
            .joined(separator: "%20")
        let root = "\(base.origin.scheme)://\(authority(of: base))"

        if hasScheme(target) { return target }
        if target.utf8.starts(with: "//".utf8) { return base.origin.scheme + ":" + target }
        let (basePath, baseQuery) = pathAndQuery(of: base)
        if target.isEmpty { return root + basePath + baseQuery }
        if target.utf8.first == UInt8(ascii: "?") { return root + basePath + target }

        let path = Substring(target.unicodeScalars.prefix { $0 != "?" })
        let query = target[path.endIndex...]
        if path.utf8.first == UInt8(ascii: "/") { return root + withoutDots(path) + query }
        let folder = basePath[...(basePath.lastIndex(of: "/") ?? basePath.startIndex)]
        return root + withoutDots(folder + path) + query
    }

    private static func hasScheme(_ text: String) -> Bool {
        guard let colon = text.firstIndex(of: ":"), text.first?.isLetter == true else {
            return false
        }
        return text[..<colon].allSatisfy {
            $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0))
        }
    }

    private static func authority(of base: WebURL) -> String {
        let rest = base.text.drop { $0 != "/" }.dropFirst(2)
        return String(rest.prefix { $0 != "/" && $0 != "?" })
    }

    private static func pathAndQuery(of base: WebURL) -> (path: String, query: String) {
        let rest = base.text.drop { $0 != "/" }.dropFirst(2).drop { $0 != "/" }
        let path = rest.prefix { $0 != "?" }
        return (String(path), String(rest[path.endIndex...]))
    }

    /// Takes out `.` and `..` (RFC 3986, section 5.2.4).
    private static func withoutDots(_ path: Substring) -> String {
        var kept: [Substring] = []
        let parts = path.unicodeScalars.dropFirst()
            .split(separator: "/", omittingEmptySubsequences: false)
            .map { Substring($0) }
        for part in parts {
            switch part {
            case ".": continue
            case "..": _ = kept.popLast()
            default: kept.append(part)
            }
        }
        if parts.last == "." || parts.last == ".." { kept.append("") }
        return "/" + kept.joined(separator: "/")
    }
}
