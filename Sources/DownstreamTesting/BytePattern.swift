#if canImport(FoundationEssentials)
public import struct FoundationEssentials.Data
#else
public import struct Foundation.Data
#endif

/// The bytes that scripts and origins send: each follows from its offset alone.
///
/// A byte that lands at a wrong offset is almost always a wrong byte, so a file that equals the
/// pattern was put together rightly.
public enum BytePattern: Sendable {
    /// The byte at an offset.
    public static func byte(at offset: Int64) -> UInt8 {
        UInt8(truncatingIfNeeded: (UInt64(bitPattern: offset) &* 0x9E37_79B9_7F4A_7C15) >> 40)
    }

    /// The bytes of a range of offsets.
    public static func bytes(_ range: Range<Int64>) -> Data {
        var bytes = [UInt8](repeating: 0, count: range.count)
        var offset = range.lowerBound
        for index in bytes.indices {
            bytes[index] = byte(at: offset)
            offset += 1
        }
        return Data(bytes)
    }
}
