internal import Downstream
internal import DownstreamTesting

// What lies beside the destinations.
extension World {
    /// Notes the drafts of records that are there after a power failure which kept some names and lost
    /// others.
    ///
    /// Where it kept the later of two names and lost the earlier, as no journal does, nobody comes to a
    /// draft any more; the next one that is written takes its place.
    func noteDrafts(after loss: SimulatedDisk.Loss) {
        guard case .chosen = loss else { return }
        let names = disk.names(in: Cast.folder).filter { $0.hasSuffix(".part.json.new") }
        drafts.withLock { $0.formUnion(names) }
    }

    /// No file may be left that is no destination, but what a later run can go on from.
    func checkNames() {
        let known = Set(ledger.paths.map { String($0.dropFirst(Cast.folder.count + 1)) })
        // A download to a folder has a partial file of a name of its own.
        let names = disk.names(in: Cast.folder)
        let partials = ledger.partials.flatMap { partial in
            // Whoever goes on from it removes the draft.
            let draft = names.contains(partial) ? ["\(partial).json.new"] : []
            return [partial, "\(partial).json"] + draft
        }
        for name in names
        where !known.contains(name) && !partials.contains(name) {
            // Without locks, nobody can tell a partial file that was left from one that is written.
            if !cast.hasLocks, name.hasSuffix(".part") { continue }
            // The disk may not have removed it when it was told to.
            let isKept = ledger.wasKept("\(Cast.folder)/\(name)")
            if name.hasSuffix(".new"), isKept || drafts.withLock({ $0.contains(name) }) { continue }
            problem.note("\(name) is left beside the files")
        }
    }
}
