#if canImport(FoundationEssentials)
public import struct FoundationEssentials.Data
#else
public import struct Foundation.Data
#endif

/// The bytes of one response, pulled by one task.
///
/// A body that is let go before its end closes its connection.
public protocol TransportBody: Sendable {
    /// Waits for the next bytes.
    ///
    /// - Returns: At least 1 and at most 512 KiB of bytes; nil once all that the server announced have
    ///   arrived.
    /// - Throws: ``TransportError`` if the connection breaks off; `CancellationError` if this task is
    ///   cancelled, and then the connection is closed.
    func next() async throws -> Data?

    /// When the parts of the request were done; nil before the end of the body, or where unknown.
    var timings: TransferTimings? { get }
}
