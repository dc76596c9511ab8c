/// What a file is beside its names.
struct FileBody: Sendable, Equatable {
    private static let sector = 512

    var bytes: [UInt8] = []
    var mode: UInt32
    /// When it was last modified, in nanoseconds since 1970.
    var time: Int64
    var attributes: [String: [UInt8]] = [:]

    mutating func resize(to length: Int) {
        if length <= bytes.count {
            bytes.removeLast(bytes.count - length)
        } else {
            bytes.append(contentsOf: [UInt8](repeating: 0, count: length - bytes.count))
        }
    }

    /// Writes bytes at an offset, with zeros before them where the file is shorter.
    fileprivate mutating func write(_ new: ArraySlice<UInt8>, at offset: Int) {
        if offset > bytes.count { resize(to: offset) }
        // What lies at the end is written faster than what lies in the middle.
        let inside = min(new.count, bytes.count - offset)
        if inside > 0 {
            unsafe bytes.withUnsafeMutableBytes {
                unsafe $0[offset..<offset + inside].copyBytes(from: new.prefix(inside))
            }
        }
        bytes.append(contentsOf: new.dropFirst(inside))
    }

    /// Writes some sectors of bytes; the length is as if all had been written.
    fileprivate mutating func tear(
        _ new: [UInt8],
        at offset: Int,
        keeps: (_ sector: Int) -> Bool
    ) {
        let end = offset + new.count
        if end > bytes.count { resize(to: end) }
        var place = offset
        while place < end {
            let sector = place / Self.sector
            let next = min((sector + 1) * Self.sector, end)
            if keeps(sector) { write(new[place - offset..<next - offset], at: place) }
            place = next
        }
    }
}

/// One change of a file, which may or may not have reached the disk when the machine crashes.
struct FileChange: Sendable {
    enum Kind: Sendable {
        case write([UInt8], at: Int)
        case cut(to: Int)
        case mode(UInt32)
        case attribute(String, [UInt8])
        case touch
    }

    let kind: Kind
    /// When the file was modified by it; nil for what does not modify it.
    let time: Int64?

    /// How much memory it keeps.
    var weight: Int {
        if case .write(let bytes, _) = kind { bytes.count } else { 0 }
    }

    /// Changes a file.
    func apply(to body: inout FileBody) {
        if let time { body.time = time }
        switch kind {
        case .write(let bytes, let offset): body.write(bytes[...], at: offset)
        case .cut(let length): body.resize(to: length)
        case .mode(let mode): body.mode = mode
        case .attribute(let name, let bytes): body.attributes[name] = bytes
        case .touch: break
        }
    }

    /// Changes a file as a crash does in the middle of a write: some sectors are there, others not.
    func tear(into body: inout FileBody, keeps: (_ sector: Int) -> Bool) {
        guard case .write(let bytes, let offset) = kind else { return apply(to: &body) }
        if let time { body.time = time }
        body.tear(bytes, at: offset, keeps: keeps)
    }
}
