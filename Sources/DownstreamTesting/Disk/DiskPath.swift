/// The components of a path, from the root.
struct DiskPath {
    private(set) var components: [String] = []

    init(_ path: String) {
        // Byte by byte: with a combining character behind it, "/" is no character of its own.
        for part in path.utf8.split(separator: UInt8(ascii: "/")) {
            switch String(decoding: part, as: UTF8.self) {
            case ".": break
            case "..": _ = components.popLast()
            case let name: components.append(name)
            }
        }
    }

    /// The last component; empty for the root.
    var name: String { components.last ?? "" }

    /// The paths of the folders above it and its own, from the root on.
    var ancestry: [String] {
        components.indices.map { "/" + components[...$0].joined(separator: "/") }
    }
}
