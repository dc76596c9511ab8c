extension StringProtocol {
    /// The text without spaces and tabs around it: the optional white space of HTTP.
    package var withoutBlanks: String {
        let isBlank = { (scalar: Unicode.Scalar?) in scalar == " " || scalar == "\t" }
        let scalars = unicodeScalars
        // Most texts have none.
        guard isBlank(scalars.first) || isBlank(scalars.last) else { return String(self) }
        guard let start = scalars.firstIndex(where: { !isBlank($0) }),
            let last = scalars.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(self[start..<scalars.index(after: last)])
    }
}
