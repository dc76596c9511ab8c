internal import Downstream

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

// What listeners were told, and what bytes are.
extension Ledger {
    /// Holds bytes that were told as those of the whole file against what the file may be.
    func told(_ bytes: Data, to claim: Claim) {
        guard !claim.allows(bytes, of: site.resources) else { return }
        problem.note("the bytes that were told as a whole file are \(what(bytes))")
    }

    /// Holds bytes that were told of a file of a size against what the file may be.
    func told(_ told: ToldBytes, of size: Int64, to claim: Claim) {
        guard !claim.allows({ $0.count == size && told.areIn($0) }, of: site.resources) else {
            return
        }
        if told.ranges.prefix == size { return self.told(told.prefix, to: claim) }
        problem.note("the \(told.count) bytes that were told are not the rest of the file")
    }

    /// Holds a chunk against what the file has at its place.
    func told(_ chunk: DownloadEvent.Chunk, to claim: Claim) {
        guard !site.hasSentWrongBytes(of: claim.resource) else { return }
        var told = ToldBytes()
        _ = told.take(chunk)
        let versions = site.resources[claim.resource].versions[claim.since...]
        guard !versions.contains(where: { told.areIn($0.bytes) }) else { return }
        problem.note("no version has the bytes that were told at \(chunk.offset)")
    }

    /// What some bytes are, in a few words.
    func what(_ bytes: Data?) -> String {
        bytes.map { Likeness(of: $0, among: site.resources).text } ?? "missing"
    }
}
