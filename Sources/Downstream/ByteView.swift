#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Bytes to be read at offsets that may lie behind their end.
struct ByteView {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var count: Int { bytes.count }

    /// The byte at an offset; nil where there is none.
    subscript(offset: Int) -> UInt8? {
        bytes.indices.contains(offset) ? bytes[offset] : nil
    }

    /// As many of the bytes in a range as there are.
    subscript(range: Range<Int>) -> ArraySlice<UInt8> {
        bytes[range.clamped(to: bytes.indices)]
    }

    /// The first offset from `start` on where a byte is; nil where it is nowhere.
    func firstOffset(of byte: UInt8, from start: Int) -> Int? {
        guard start < count else { return nil }
        return unsafe bytes.withUnsafeBytes { bytes in
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[start...])
            guard let beginning = rest.baseAddress,
                let found = unsafe memchr(beginning, Int32(byte), rest.count)
            else { return nil }
            return unsafe start + (UnsafeRawPointer(found) - beginning)
        }
    }

    /// Whether exactly these bytes are at an offset.
    func has(_ pattern: some Collection<UInt8>, at offset: Int = 0) -> Bool {
        guard offset >= 0, offset <= count, pattern.count <= count - offset else { return false }
        return bytes[offset...].starts(with: pattern)
    }

    /// The big-endian integer at an offset; nil where its bytes are not all there.
    func bigEndian<Value: FixedWidthInteger>(
        _ type: Value.Type,
        at offset: Int
    ) -> Value? {
        let width = Value.bitWidth / 8
        guard offset >= 0, offset <= count, width <= count - offset else { return nil }
        return bytes[offset..<offset + width].reduce(0) { $0 << 8 | Value(truncatingIfNeeded: $1) }
    }

    /// The little-endian integer at an offset; nil where its bytes are not all there.
    func littleEndian<Value: FixedWidthInteger>(
        _ type: Value.Type,
        at offset: Int
    ) -> Value? {
        bigEndian(type, at: offset)?.byteSwapped
    }
}
