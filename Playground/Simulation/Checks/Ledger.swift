internal import Downstream
internal import DownstreamTesting

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What the destinations hold and who may write them: the judge of a simulation.
final class Ledger: Sendable {
    private struct State {
        var places: [Place] = []
        /// Those of the runs under way.
        var claims: [Claim] = []
        /// Those of all runs.
        var past: [Claim] = []
        var lastID = 0
        /// The files that the disk did not remove when it was told to.
        var kept: [String] = []
        /// Those of them that it has lost bytes of.
        var hopeless: [String] = []
        /// The names of the partial files of downloads to folders.
        var partials: Set<String> = []
    }

    private let disk: SimulatedDisk
    let site: Site
    let problem: Problem
    private let state = Locked(State())

    init(_ disk: SimulatedDisk, _ site: Site, _ problem: Problem) {
        self.disk = disk
        self.site = site
        self.problem = problem
    }

    /// Watches a destination, with the file that is there.
    func watch(_ path: String) {
        let old = disk.contents(path)
        state.withLock { $0.places.append(Place(path, old)) }
    }

    /// Notes that a run may publish from now on.
    func begin(_ plan: DownloadPlan, of resource: Resource, in process: Int) -> Claim {
        let partial = (try? Target(plan.download(of: resource)))?.partialName
        return state.withLock { state in
            state.lastID += 1
            let claim = Claim(
                id: state.lastID,
                process: process,
                resource: plan.resource,
                place: plan.place,
                name: String(resource.path.dropFirst()),
                rule: plan.effectiveRule,
                since: resource.current,
                isExact: plan.knowsChecksum,
                isFlushed: plan.isFlushed
            )
            state.claims.append(claim)
            if case .folder = plan.place { state.partials.formUnion(partial.map { [$0] } ?? []) }
            state.past.append(claim)
            return claim
        }
    }

    /// Notes that a run has ended.
    func end(_ claim: Claim) {
        state.withLock { state in state.claims.removeAll { $0.id == claim.id } }
    }

    /// Notes that a process has given a partial file its final name.
    func published(by process: Int, at path: String) {
        guard let found = disk.contents(path) else { return }
        let resources = site.resources
        let (isRight, objection) = state.withLock { state in
            let all = state.claims.filter { $0.process == process }
            let claims = all.filter { $0.mayWrite(path) }
            let right = all.filter { $0.allows(found, of: resources) }
            let isFlushed = claims.allSatisfy(\.isFlushed)
            let old = state.places.first { $0.path == path }?.contents
            let objections = right.map { claim in
                claim.objection(to: path, over: old) { other in
                    state.places.contains { $0.path == other && $0.contents != nil }
                }
            }
            if !state.places.contains(where: { $0.path == path }) {
                state.places.append(Place(path, nil))
            }
            for index in state.places.indices where state.places[index].path == path {
                state.places[index].takes(found, from: process, isFlushed: isFlushed)
            }
            return (!right.isEmpty, objections.contains(nil) ? nil : objections.first ?? nil)
        }
        if let objection {
            problem.note("process \(process) published \(path), but \(objection)")
        }
        guard !isRight, !isHopeless(path) else { return }
        problem.note(
            "process \(process) published \(what(found)) at \(path), which is not what it was to fetch"
        )
    }

    /// Notes that the disk refused to remove a file, or to cut one.
    ///
    /// If it has lost bytes of it, too, nothing that a program can do keeps a later one from taking what
    /// is there for what was written.
    func kept(_ path: String, isLost: Bool) {
        state.withLock { state in
            state.kept.append(path)
            if isLost { state.hopeless.append(path) }
        }
    }

    /// Notes that a partial file is gone, and all that was wrong with it.
    func gone(_ path: String) {
        state.withLock { state in state.hopeless.removeAll { $0 == path } }
    }

    /// The names that partial files of downloads to folders have.
    var partials: Set<String> { state.withLock { $0.partials } }

    /// Whether the disk once refused to remove a file.
    func wasKept(_ path: String) -> Bool { state.withLock { $0.kept.contains(path) } }

    /// Whether the partial file of a destination was given up.
    func isHopeless(_ path: String) -> Bool {
        state.withLock { $0.hopeless.contains("\(path).part") }
    }

    /// Holds every destination against what is known of it.
    func check(_ moment: @autoclosure () -> String) {
        for place in state.withLock({ $0.places }) {
            let found = disk.contents(place.path)
            if found != place.contents {
                problem.note("\(moment()), \(place.path) is \(what(found)) without being published")
            }
        }
    }

    /// Holds a success against the file that is there.
    func completed(_ claim: Claim, _ completion: DownloadEvent.Completion) {
        guard let path = completion.url?.path(percentEncoded: false) else { return }
        let found = disk.contents(path)
        let place = state.withLock { $0.places.first { $0.path == path } }
        guard let found, let place, place.contents == found else {
            return problem.note("completed was told, but \(path) is \(what(found))")
        }
        guard claim.mayWrite(path) else {
            return problem.note("completed tells \(path), which is no place of this download")
        }
        switch completion.how {
        case .transferred, .resumed:
            guard place.hasHad(completion.byteCount, from: claim.process) else {
                return problem.note(
                    "completed tells \(completion.byteCount) bytes, but the process put no such file "
                        + "at \(path)"
                )
            }
            guard claim.isFlushed, completion.warnings.isEmpty else { return }
            state.withLock { state in
                for index in state.places.indices where state.places[index].path == path {
                    state.places[index].isSafe(from: claim.process)
                }
            }
        case .alreadyPresent:
            guard claim.rule == .keep, place.hasHeld(size: completion.byteCount) else {
                return problem.note(
                    "completed tells of \(path) that it was there before, by the rule \(claim.rule)"
                )
            }
        case .notModified:
            guard claim.rule == .update, hasHeldNews(place, completion.byteCount, claim) else {
                return problem.note(
                    "completed tells of \(path) that the server has no other version"
                )
            }
        @unknown default: return
        }
    }

    /// Whether a version of this size was at a place that the server has had since the run began.
    private func hasHeldNews(_ place: Place, _ size: Int64, _ claim: Claim) -> Bool {
        let resource = site.resources[claim.resource]
        // With tags that stay although the file changes, a server tells what is not so.
        guard resource.proof != .weakTag, resource.proof != .lyingTag else { return true }
        return resource.versions[claim.since...].contains {
            $0.bytes.count == size && place.hasHeld($0.bytes)
        }
    }

    /// Holds every destination against what may be left of it by a power failure.
    func checkAfterReboot() {
        for place in state.withLock({ $0.places }) {
            let found = disk.contents(place.path)
            if !place.mayHold(found, or: sources(of: place.path)) {
                problem.note("after a power failure, \(place.path) is \(what(found))")
            }
            state.withLock { state in
                for index in state.places.indices where state.places[index].path == place.path {
                    state.places[index].isFound(found)
                }
            }
        }
    }

    /// What a torn file at a place may be made of; nil where it may be of wrong bytes, too.
    private func sources(of path: String) -> [Data]? {
        let resources = Set(
            state.withLock { $0.past.filter { $0.mayFeed(path) }.map(\.resource) }
        )
        guard !resources.contains(where: site.hasSentWrongBytes) else { return nil }
        let all = site.resources
        return resources.flatMap { all[$0].versions.map(\.bytes) }
    }

    /// Holds bytes that were read as those of the whole file against what the file may be.
    func read(_ bytes: Data, by claim: Claim) {
        // A file that was there before may have been kept, and replaced by others since.
        let isKept = state.withLock { state in
            state.places.contains { claim.mayWrite($0.path) && $0.hasHeld(bytes) }
        }
        // Under the same strong validator what was delivered is not delivered again where the file begins
        // anew: wrong bytes among it, which only a digest could find, stay in the reader's hands.
        if !isKept, !site.hasSentWrongBytes(of: claim.resource) { told(bytes, to: claim) }
    }

    /// Whether a process has put a file at a destination since the machine was started.
    func hasPublished(at path: String, by process: Int) -> Bool {
        state.withLock { $0.places.contains { $0.path == path && $0.hasFile(from: process) } }
    }

    /// The destinations that are watched.
    var paths: [String] { state.withLock { $0.places.map(\.path) } }
}
