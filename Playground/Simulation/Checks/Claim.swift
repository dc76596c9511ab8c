#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A run of a download, as far as what it may publish is concerned.
struct Claim: Sendable {
    let id: Int
    let process: Int
    let resource: Int
    /// The destination; nil where the answer names it.
    let path: String?
    /// The version that the server had when the run began: an older one is no news.
    let since: Int
    /// Whether that very version is wanted, by its checksum.
    let isExact: Bool
    let isFlushed: Bool

    /// Whether bytes are what the run may publish.
    func allows(_ bytes: Data, of resources: [Resource]) -> Bool {
        let versions = resources[resource].versions[since...].prefix(isExact ? 1 : .max)
        return versions.contains { $0.bytes == bytes }
    }

    /// Whether the run may write there.
    func mayWrite(_ path: String) -> Bool { self.path == nil || self.path == path }
}
