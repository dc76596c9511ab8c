internal import Downstream

/// One line of a list: a URL and, behind a TAB, the name of its file.
struct ListEntry: Equatable {
    let url: String
    /// A path below the folder of all; nil where the server or the URL gives the name.
    let name: String?

    /// Reads a line; nil for one that is blank or begins with `#`.
    init?(_ line: String) throws(Problem) {
        let tab = line.utf8.firstIndex(of: UInt8(ascii: "\t"))
        let url = line[..<(tab ?? line.endIndex)].trimmed
        let name = tab.map { line[$0...].dropFirst().trimmed } ?? ""
        if url.isEmpty, name.isEmpty { return nil }
        if url.hasPrefix("#") { return nil }
        guard !url.isEmpty else { throw Problem(text: "it has a name but no URL") }
        if !name.isEmpty, let problem = Self.problem(of: name) { throw Problem(text: problem) }
        self.url = url
        self.name = name.isEmpty ? nil : name
    }

    /// What is wrong with a line.
    struct Problem: Error, Equatable {
        let text: String
    }

    /// The line that is read as this entry; nil where it would be read as anything else.
    static func line(url: String, name: String?) -> String? {
        let line = name.map { "\(url)\t\($0)" } ?? url
        guard !line.utf8.contains(0x0A), let entry = try? ListEntry(line), entry.url == url,
            entry.name == name
        else { return nil }
        return line
    }

    private static func problem(of name: String) -> String? {
        if name.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            return "its name holds a control character"
        }
        // A list may come from anywhere, and must not reach out of the folder it is saved in.
        if name.hasPrefix("/") { return "its name begins with a slash" }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return parts.contains("..") ? "its name leads out of the folder" : nil
    }
}

extension Substring {
    fileprivate var trimmed: String {
        // What neither begins nor ends with such a byte has no blank there.
        let mayBeBlank = { (byte: UInt8?) in byte == 0x20 || byte == 0x0D }
        guard mayBeBlank(utf8.first) || mayBeBlank(utf8.last) else { return String(self) }
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\r" }
        let end = lastIndex { !isBlank($0) }
        guard let start = firstIndex(where: { !isBlank($0) }), let end else { return "" }
        return String(self[start...end])
    }
}
