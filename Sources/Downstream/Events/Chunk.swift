#if canImport(FoundationEssentials)
public import struct FoundationEssentials.Data
#else
public import struct Foundation.Data
#endif

extension DownloadEvent {
    /// Bytes that the file has accepted, and where they lie in it.
    ///
    /// Chunks tell what was written where; together they are the file only for a download that
    /// neither resumed nor restarted. After a restart the offsets go back, and over several connections
    /// they come in no order.
    public struct Chunk: Sendable, Equatable, Codable {
        /// Where the first of these bytes lies in the file, in bytes from its beginning.
        public var offset: Int64
        /// The bytes: at least 1, at most 512 KiB, shared by all consumers without a copy.
        public var bytes: Data

        /// Describes bytes at an offset.
        public init(offset: Int64, bytes: Data) {
            self.offset = offset
            self.bytes = bytes
        }
    }
}
