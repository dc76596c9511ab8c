/// Whether a text is XML as far as the drawing uses it: every element is closed in its turn, every
/// attribute is quoted, and no bare `<`, `&` or character that XML cannot hold is left.
///
/// A parser would need more of Foundation than the tool links.
func isWellFormed(_ text: String) -> Bool {
    var open: [String] = []
    // Scalar by scalar: with a combining character behind it, ">" is no character of its own.
    var rest = Scalars(text.unicodeScalars)
    var hasRoot = false
    while let start = rest.firstIndex(of: "<") {
        guard isText(rest[..<start]), start == rest.startIndex || !open.isEmpty else {
            return false
        }
        rest = rest[start...].dropFirst()
        guard let end = rest.firstIndex(of: ">") else { return false }
        let tag = rest[..<end]
        rest = rest[end...].dropFirst()
        if tag.first == "/" {
            guard open.popLast() == String(tag.dropFirst()) else { return false }
            continue
        }
        if open.isEmpty, hasRoot { return false }
        hasRoot = true
        let isEmpty = tag.last == "/"
        guard let name = name(ofTag: isEmpty ? tag.dropLast() : tag) else { return false }
        if !isEmpty { open.append(name) }
    }
    return hasRoot && open.isEmpty && rest.allSatisfy { $0 == "\n" }
}

private typealias Scalars = Substring.UnicodeScalarView

/// The name of an element whose attributes are well-formed.
private func name(ofTag tag: Scalars) -> String? {
    let name = tag.prefix { $0.properties.isAlphabetic }
    guard !name.isEmpty else { return nil }
    var rest = tag.dropFirst(name.count)
    var known: Set<String> = []
    while !rest.isEmpty {
        guard rest.popFirst() == " " else { return nil }
        let key = rest.prefix { $0.properties.isAlphabetic || $0 == "-" }
        rest = rest.dropFirst(key.count)
        guard !key.isEmpty, known.insert(String(key)).inserted, rest.popFirst() == "=",
            rest.popFirst() == "\"", let end = rest.firstIndex(of: "\""), isText(rest[..<end])
        else { return nil }
        rest = rest[end...].dropFirst()
    }
    return String(name)
}

private func isText(_ text: Scalars) -> Bool {
    let entities: Set<String> = ["amp", "lt", "gt", "quot", "#39"]
    let areEscaped = text.split(separator: "&", omittingEmptySubsequences: false).dropFirst()
        .allSatisfy { entities.contains(String($0.prefix { $0 != ";" })) && $0.contains(";") }
    return areEscaped
        && text.allSatisfy {
            $0 == "\n" || ($0.value >= 0x20 && $0.value != 0xFFFE && $0.value != 0xFFFF)
        }
}
