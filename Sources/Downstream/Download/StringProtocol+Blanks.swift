extension StringProtocol {
    /// The text without spaces and tabs around it: the optional white space of HTTP.
    package var withoutBlanks: String {
        let scalars = unicodeScalars
        let start = scalars.firstIndex { $0 != " " && $0 != "\t" }
        guard let start, let last = scalars.lastIndex(where: { $0 != " " && $0 != "\t" }) else {
            return ""
        }
        return String(self[start..<scalars.index(after: last)])
    }
}
