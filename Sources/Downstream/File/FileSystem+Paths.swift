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
        var folder = folder
        var name = name
        return folder.withUTF8 { folder in
            name.withUTF8 { name in
                unsafe joined(folder, name)
            }
        }
    }

    private static func joined(
        _ folder: UnsafeBufferPointer<UInt8>,
        _ name: UnsafeBufferPointer<UInt8>
    ) -> String {
        let needsSlash = unsafe folder.last != slash
        let size = folder.count + (needsSlash ? 1 : 0) + name.count
        return unsafe String(unsafeUninitializedCapacity: size) { memory in
            var end = unsafe memory.initialize(fromContentsOf: folder)
            if needsSlash {
                unsafe memory.initializeElement(at: end, to: slash)
                end += 1
            }
            return unsafe memory[end...].initialize(fromContentsOf: name)
        }
    }
}
