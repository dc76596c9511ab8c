#if canImport(FoundationEssentials)
internal import struct FoundationEssentials.Data
#else
internal import struct Foundation.Data
#endif

/// What stands for a body that somebody else reads.
struct NoBody: TransportBody {
    var timings: TransferTimings? { nil }

    func next() async throws -> Data? { nil }
}
