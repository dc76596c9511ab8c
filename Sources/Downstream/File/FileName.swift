/// File names: made safe where they come from outside, fitted where the file system has a limit.
package enum FileName {
    /// The most bytes that common file systems allow in one name.
    private static let limit = 255
    /// What a partial file and its record have behind the name: ".part.json.new".
    private static let partialReserve = 14
    /// What is left out of a name so that " (999)" fits behind it too.
    private static let reserve = partialReserve + 6
    private static let whenNothingIsLeft = "download"
    /// Names that Windows keeps for devices, and those that it does with a digit behind them.
    private static let devices = ["con", "prn", "aux", "nul"]
    private static let numberedDevices = ["com", "lpt"]

    /// One path component that hides nothing and fits, from whatever a server proposes.
    ///
    /// - Returns: nil if nothing usable is left of it.
    package static func safe(_ proposed: String) -> String? {
        guard !isPlain(Array(proposed.utf8)[...]) else { return proposed }
        // Scalar by scalar: with a combining character behind it, "/" is no character of its own.
        let components = proposed.unicodeScalars.split { $0 == "/" || $0 == "\\" }
        guard let component = components.last else { return nil }
        var name = trimmed(String.UnicodeScalarView(component.compactMap(visible)))
        guard !name.isEmpty else { return nil }
        if isDevice(Array(name.utf8)[...]) { name = "_" + name }
        return trimmed(fitted(name, to: limit - reserve).unicodeScalars)
    }

    /// The name for a file from this URL where the server proposes none.
    package static func safe(fromPath path: String) -> String {
        let bytes = Array(path.utf8)
        let slash = bytes.lastIndex(of: UInt8(ascii: "/"))
        let last = bytes.dropFirst(slash.map { $0 + 1 } ?? 0)
        let coded = String(decoding: last, as: UTF8.self)
        guard !isPlain(last) else { return coded }
        return safe(PercentCoding.decoded(coded) ?? coded) ?? whenNothingIsLeft
    }

    /// "video (2).mp4" for "video.mp4" and 2.
    package static func numbered(_ name: String, _ number: Int) -> String {
        let (stem, suffix) = parts(name)
        let tail = " (\(number))\(suffix)"
        return cut(stem, to: limit - tail.utf8.count) + tail
    }

    /// The name of the partial file beside the file of this name; `record(of:)` fits behind it.
    package static func partial(of name: String) -> String {
        let room = limit - partialReserve
        guard name.utf8.count > room else { return name + ".part" }
        // Names that differ only where they are cut must not share a partial file.
        let hash = name.utf8.reduce(0x811C_9DC5 as UInt32) { hash, byte in
            (hash ^ UInt32(byte)) &* 0x0100_0193
        }
        let mark = "~" + String(hash, radix: 16)
        return cut(name[...], to: room - mark.utf8.count) + mark + ".part"
    }

    /// The path of the record of the partial file at a path.
    package static func record(of partial: String) -> String {
        partial + ".json"
    }

    /// Whether a name is safe at a glance, as most are: letters and digits of ASCII, and behind the
    /// first of them dots, hyphens and underscores.
    private static func isPlain(_ name: ArraySlice<UInt8>) -> Bool {
        guard let first = name.first, first.isAlphanumeric, name.last != UInt8(ascii: "."),
            name.count <= limit - reserve
        else { return false }
        return name.allSatisfy { $0.isAlphanumeric || "._-".utf8.contains($0) } && !isDevice(name)
    }

    /// Where the new bytes of a small file at a path are until they take its place.
    static func draft(of path: String) -> String { path + ".new" }

    /// Drops what cannot be seen, and replaces what some file system cannot take.
    private static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
            .unassigned:
            nil
        default:
            switch scalar {
            case ":", "*", "?", "\"", "<", ">", "|": "_"
            default: scalar
            }
        }
    }

    /// Without spaces around it, dots behind it, and what hides it or makes it an option before it.
    private static func trimmed(_ name: String.UnicodeScalarView) -> String {
        let start = name.drop { $0.properties.isWhitespace || $0 == "." || $0 == "-" }
        let end = start.lastIndex { !$0.properties.isWhitespace && $0 != "." }
        return end.map { String(start[...$0]) } ?? ""
    }

    private static func isDevice(_ name: ArraySlice<UInt8>) -> Bool {
        // Windows does not see spaces before the dot.
        var stem = name.prefix { $0 != UInt8(ascii: ".") }.drop(while: \.isBlank)
        while let last = stem.last, last.isBlank { stem.removeLast() }
        let word = stem.prefix(3)
        guard stem.count > 3 else { return devices.contains(where: word.spells) }
        guard numberedDevices.contains(where: word.spells) else { return false }
        let number = String(decoding: stem.dropFirst(3), as: UTF8.self)
        return number.count == 1 && number.first?.isNumber == true
    }

    private static func parts(_ name: String) -> (stem: Substring, suffix: Substring) {
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex,
            name[dot...].utf8.count <= 32
        else { return (name[...], "") }
        return (name[..<dot], name[dot...])
    }

    /// Cuts the stem, so that the name has at most `limit` bytes.
    private static func fitted(_ name: String, to limit: Int) -> String {
        guard name.utf8.count > limit else { return name }
        let (stem, suffix) = parts(name)
        return cut(stem, to: limit - suffix.utf8.count) + suffix
    }

    /// Cuts between characters; within one only where it alone is too long.
    private static func cut(_ stem: Substring, to limit: Int) -> String {
        var kept = stem
        while kept.utf8.count > limit { kept = kept.dropLast() }
        if kept.isEmpty {
            kept = stem
            while kept.utf8.count > limit { kept.unicodeScalars.removeLast() }
        }
        return String(kept)
    }
}
