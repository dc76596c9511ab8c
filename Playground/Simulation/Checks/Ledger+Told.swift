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

    /// Holds bytes that were told as the last ones of the file against what the file may be.
    func told(_ bytes: Data, from start: Int64, of size: Int64, to claim: Claim) {
        let resources = site.resources
        let isRest = claim.allows(
            { $0.count == size && $0.dropFirst(Int(start)) == bytes },
            of: resources
        )
        guard !isRest else { return }
        problem.note(
            "the \(bytes.count) bytes that were told from \(start) on are not the rest of the file"
        )
    }

    /// What some bytes are, in a few words.
    func what(_ bytes: Data?) -> String {
        bytes.map { Likeness(of: $0, among: site.resources).text } ?? "missing"
    }
}
