/// Beginnings of media files, made byte by byte.
enum MediaBytes {
    /// A box whose header says its true size.
    static func box(_ type: String, _ payload: [UInt8] = []) -> [UInt8] {
        bigEndian(UInt32(payload.count + 8)) + Array(type.utf8) + payload
    }

    /// The first box of a file, with its brands; the first one is the major one.
    static func ftyp(_ brands: String...) -> [UInt8] {
        let all = brands.map { Array($0.utf8) }
        return box("ftyp", (all.first ?? []) + [0, 0, 2, 0] + all.dropFirst().flatMap { $0 })
    }

    /// A whole page of Ogg with one short packet.
    static func page(_ packet: String, isFirst: Bool = true) -> [UInt8] {
        let header: [UInt8] = Array("OggS\0".utf8) + [isFirst ? 2 : 0] + zeros(20)
        return header + [1, UInt8(packet.utf8.count)] + Array(packet.utf8)
    }

    /// Zeros up to a length behind some bytes.
    static func padded(_ bytes: [UInt8], to length: Int) -> [UInt8] {
        bytes + zeros(max(0, length - bytes.count))
    }

    static func zeros(_ count: Int) -> [UInt8] {
        Array(repeating: 0, count: count)
    }

    static func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        stride(from: value.bitWidth - 8, through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: value >> $0)
        }
    }

    /// UTF-16 behind its byte-order mark.
    static func utf16(_ text: String, isLittle: Bool) -> [UInt8] {
        ([0xFEFF] + Array(text.utf16)).flatMap { (unit: UInt16) in
            bigEndian(isLittle ? unit.byteSwapped : unit)
        }
    }
}
