extension FileSystem {
    // Byte by byte: with a combining character behind it, "/" is no character of its own.
    private static let slash = UInt8(ascii: "/")

    /// The path above; "." for a mere name.
    static func folder(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: slash) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The last component of a path.
    static func name(of path: String) -> String {
        let slash = path.utf8.lastIndex(of: slash)
        return String(path[(slash.map(path.utf8.index(after:)) ?? path.startIndex)...])
    }

    /// A name in a folder.
    static func path(_ folder: String, _ name: String) -> String {
        // Each run makes several paths: one piece of memory for each, and no more.
        var path = ""
        path.reserveCapacity(folder.utf8.count + 1 + name.utf8.count)
        path += folder
        if folder.utf8.last != slash { path += "/" }
        path += name
        return path
    }
}
