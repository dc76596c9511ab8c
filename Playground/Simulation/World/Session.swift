internal import Downstream
internal import DownstreamTesting

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Somebody in a process who wants a file, and listens to it in his way.
struct Session: Sendable {
    let world: World
    let process: ProcessLife
    let downloader: Downloader
    /// What its process sees of the disk.
    let disk: any Disk
    let plan: DownloadPlan
    /// What it has to keep within.
    let bounds: Bounds
    /// What is demanded of it; nil where something is in its way.
    let demand: Demand?
    let dice: Locked<Dice>

    var resource: Resource { world.site.resources[plan.resource] }

    /// Listens, and comes back as often as planned.
    func run() async {
        try? await world.clock.sleep(for: plan.delay)
        for turn in 0...plan.listener.returns {
            guard !Task.isCancelled else { return }
            if turn > 0 { try? await world.clock.sleep(for: .seconds(2 * turn)) }
            await listen()
        }
    }

    private func listen() async {
        let resource = resource
        let claim = world.ledger.begin(plan, of: resource, in: process.number)
        let download = world.defect.planted(in: plan.download(of: resource))
        note("begins \(download.source) to \(plan.place), \(plan.listener.kind)")
        switch plan.listener.kind {
        case .events: await listenToEvents(download, claim)
        case .shared(let owners, let observers):
            await share(download, claim, owners: owners, observers: observers)
        case .bytes: await read(download, claim)
        case .completion: await wait(for: download, claim)
        }
        world.ledger.end(claim)
        note("is done")
    }

    /// Notes a line in the trace.
    func note(_ line: @autoclosure () -> String) {
        world.trace.note("process \(process.number): \(line())")
    }

    /// Notes a broken promise, unless the process is dead and nobody heard of it.
    func complain(_ sentence: @autoclosure () -> String) {
        if process.isAlive { world.problem.note(sentence()) }
    }

    /// Holds a failure against what is demanded.
    func judge(_ error: DownloadError) {
        if let objection = demand?.objection(to: error) { complain(objection) }
    }

    /// Notes what the run has of the file that a listener lets go of, if the next one has to go on from
    /// there.
    func leaves(_ listener: Listener, _ claim: Claim) {
        guard let mark = remainsMark, let received = listener.provenBytes else { return }
        let remains = Remains(
            mark: mark,
            bytes: received,
            process: process.number,
            claim: claim.id
        )
        world.remains.withLock { $0 = remains }
    }

    /// What tells whether one run has to go on from another; nil where nothing has to be left, or may
    /// be found to be of no use.
    private var remainsMark: Remains.Mark? {
        guard demand?.hasRival == false, plan.resumes, resource.hasRanges, world.cast.hasLocks,
            let path = plan.path,
            plan.effectiveRule == .replace, plan.limits.bytes == nil, !plan.knowsChecksum,
            !world.site.hasSentWrongBytes(of: plan.resource), !world.ledger.isHopeless(path)
        else { return nil }
        return Remains.Mark(path: path, resource: plan.resource, signs: plan.signs)
    }

    /// Holds the beginning of a run against what the one before has left.
    func goesOn(_ attempt: DownloadEvent.Attempt, _ claim: Claim) {
        guard attempt.number == 1,
            let remains = world.remains.withLock({ $0?.claim == claim.id ? nil : $0.take() }),
            remains.mark == remainsMark,
            !world.ledger.hasPublished(at: remains.mark.path, by: remains.process),
            attempt.resumingFrom < remains.bytes - 1
        else { return }
        complain(
            "a run was left with \(remains.bytes) bytes, and the next one begins at "
                + "\(attempt.resumingFrom)"
        )
    }

    /// Does something else for a while, if the plan says so.
    func stall() async {
        guard plan.listener.stalls > 0, dice.withLock({ $0.oneIn(plan.listener.stalls) }) else {
            return
        }
        let pause = dice.withLock { $0.number(1...15_000) }
        try? await world.clock.sleep(for: .milliseconds(pause))
    }

    /// Whether it is time to let go of a stream behind so many events.
    func leaves(after count: Int) -> Bool {
        if case .afterEvents(count) = plan.listener.leaving { true } else { false }
    }

    /// Does something that is cancelled when the plan says so.
    ///
    /// - Returns: When it was cancelled, or had ended.
    func untilLeaving(_ body: @escaping @Sendable () async -> Void) async -> Duration {
        guard case .after(let time) = plan.listener.leaving else {
            await body()
            return world.clock.now.offset
        }
        let clock = world.clock
        return await withTaskGroup(of: Void.self) { group in
            group.addTask { await body() }
            group.addTask { try? await clock.sleep(for: time) }
            await group.next()
            let moment = clock.now.offset
            group.cancelAll()
            return moment
        }
    }
}
