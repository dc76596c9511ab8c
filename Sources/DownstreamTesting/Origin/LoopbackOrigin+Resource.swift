public import Downstream

#if canImport(FoundationEssentials)
public import struct FoundationEssentials.Data
#else
public import struct Foundation.Data
#endif

extension LoopbackOrigin {
    /// A file that an origin serves; it need not be in memory.
    public struct Resource: Sendable {
        /// The size in bytes.
        public var size: Int64
        /// The `Content-Type`.
        public var type: String
        /// The name in `Content-Disposition`; nil sends none.
        public var name: String?
        /// The `ETag`, with its quotes: strong.
        public var entityTag: String
        /// The `Last-Modified`; a minute before the `Date` of every reply.
        public var lastModified = "Sun, 06 Nov 1994 08:49:37 GMT"
        /// The checksum in `Repr-Digest`, right or wrong; nil, as it is at first, sends none.
        public var checksum: Checksum?
        /// How fast a connection sends it; nil for as fast as it can.
        public var bytesPerSecond: Int64?
        /// Gives the bytes of a range that lies inside the file: all of them.
        let content: @Sendable (Range<Int64>) -> Data

        /// A file whose bytes are made when they are sent.
        ///
        /// - Parameters:
        ///   - size: The size in bytes.
        ///   - type: The media type.
        ///   - name: The name that the server proposes; nil for none.
        ///   - entityTag: The strong `ETag`, with its quotes; nil for one made of the size.
        ///   - bytesPerSecond: How fast a connection sends it; nil for as fast as it can.
        ///   - content: Gives the bytes of a range of at most 256 KiB; called from any thread.
        public init(
            size: Int64,
            type: String = "application/octet-stream",
            name: String? = nil,
            entityTag: String? = nil,
            bytesPerSecond: Int64? = nil,
            content: @escaping @Sendable (Range<Int64>) -> Data
        ) {
            self.size = max(0, size)
            self.type = type
            self.name = name
            self.entityTag = entityTag ?? "\"size-\(size)\""
            self.bytesPerSecond = bytesPerSecond
            self.content = content
        }

        /// These bytes.
        public static func bytes(
            _ data: Data,
            type: String = "application/octet-stream",
            name: String? = nil,
            bytesPerSecond: Int64? = nil
        ) -> Resource {
            // FNV-1a: other bytes of the same size get another tag.
            let hash = data.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { hash, byte in
                (hash ^ UInt64(byte)) &* 0x100_0000_01B3
            }
            return Resource(
                size: Int64(data.count),
                type: type,
                name: name,
                entityTag: "\"\(String(hash, radix: 16))\"",
                bytesPerSecond: bytesPerSecond
            ) { range in
                let begin = data.startIndex + Int(range.lowerBound)
                return data[begin..<begin + range.count]
            }
        }

        /// So many bytes of ``BytePattern``.
        public static func pattern(size: Int64, bytesPerSecond: Int64? = nil) -> Resource {
            Resource(size: size, bytesPerSecond: bytesPerSecond, content: BytePattern.bytes)
        }
    }
}
