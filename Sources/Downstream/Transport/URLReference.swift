/// What a `Location` field leads to, seen from where it was sent (RFC 3986, section 5.2).
package enum URLReference {
    /// The text of the target; not yet judged, and without the fragment.
    package static func resolve(_ reference: String, against base: WebURL) -> String {
        let reference = trimmed(reference)
        let target = String(reference.prefix { $0 != "#" })
        let root = "\(base.origin.scheme)://\(authority(of: base))"

        if hasScheme(target) { return target }
        if target.hasPrefix("//") { return base.origin.scheme + ":" + target }
        let (basePath, baseQuery) = pathAndQuery(of: base)
        if target.isEmpty { return root + basePath + baseQuery }
        if target.hasPrefix("?") { return root + basePath + target }

        let path = target.prefix { $0 != "?" }
        let query = target[path.endIndex...]
        if path.hasPrefix("/") { return root + withoutDots(String(path)) + query }
        let folder = basePath[...(basePath.lastIndex(of: "/") ?? basePath.startIndex)]
        return root + withoutDots(String(folder) + path) + query
    }

    /// Servers send spaces and UTF-8 in `Location`; browsers and curl encode them.
    private static func trimmed(_ text: String) -> String {
        let inner = text.drop { $0 == " " || $0 == "\t" }
        guard let last = inner.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
        return inner[...last].split(separator: " ", omittingEmptySubsequences: false)
            .joined(separator: "%20")
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
    private static func withoutDots(_ path: String) -> String {
        var kept: [Substring] = []
        let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
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
