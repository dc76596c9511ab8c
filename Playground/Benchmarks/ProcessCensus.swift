#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What this process holds: its open descriptors and its threads, as Linux tells them.
struct ProcessCensus {
    let descriptors: Int
    let threads: Int

    /// Counts now.
    init() throws {
        descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
        threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count
    }
}
