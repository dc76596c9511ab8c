/// The field `Content-Range` of a response (RFC 9110, section 14.4).
package enum ContentRange: Equatable {
    /// These bytes of a file of `total` bytes; nil where the server does not know the total.
    case part(ClosedRange<Int64>, total: Int64?)
    /// No bytes, as the range that was asked for lies outside of a file of `total` bytes.
    case unsatisfied(total: Int64)

    /// Reads the value of the field; nil for what is malformed or contradicts itself.
    package init?(_ text: String) {
        let words = text.withoutBlanks.split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == "bytes" else { return nil }
        let parts = words[1].withoutBlanks.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let total = Self.number(parts[1])
        guard total != nil || parts[1] == "*" else { return nil }
        if parts[0] == "*" {
            guard let total else { return nil }
            self = .unsatisfied(total: total)
            return
        }
        let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = Self.number(ends[0]), let last = Self.number(ends[1]),
            first <= last, last < total ?? .max
        else { return nil }
        self = .part(first...last, total: total)
    }

    private static func number(_ text: Substring) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy(\.isDigit) else {
            return nil
        }
        return Int64(text)
    }
}
