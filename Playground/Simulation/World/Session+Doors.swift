internal import Downstream
internal import DownstreamTesting

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension Session {
    /// Pulls a stream of a run of its own.
    func listenToEvents(_ download: Download, _ claim: Claim) async {
        let run = Locked<Task<Void, Never>?>(nil)
        let hub = hub(of: download) { task in run.withLock { $0 = task } }
        let events = Locked<DownloadEvents?>(Subscription(hub, asOwner: true).events)
        let left = await untilLeaving {
            guard let events = events.withLock({ $0.take() }) else { return }
            await pull(events, Listener(seesChunks: true), claim)
        }
        await run.withLock(\.self)?.value
        expectEnd(since: left)
    }

    /// Where a run meets those who listen to it; `started` gets its task.
    private func hub(
        of download: Download,
        started: @escaping @Sendable (Task<Void, Never>) -> Void = { _ in }
    ) -> ShareHub {
        let start = downloader.run(download)
        let (defect, executor, disk) = (world.defect, process.executor, disk)
        let path = plan.path
        return ShareHub(hasHandle: false) { hub in
            let task = start(defect.channel?(hub, disk, path) ?? hub)
            started(task)
            return defect.handle(task, executor)
        }
    }

    /// Demands that no time has passed since a run was left.
    private func expectEnd(since left: Duration) {
        let late = world.clock.now.offset - left
        if late > .zero {
            complain("a run that nobody listens to any more went on for \(late)")
        }
    }

    /// Pulls a stream to its end, or until it is left.
    func pull(_ events: DownloadEvents, _ fresh: Listener, _ claim: Claim) async {
        var listener = fresh
        listener.goesOn = plan.resumes && resource.hasRanges
        listener.segments = plan.segments
        listener.bounds = bounds
        var hasLeft = false
        do {
            for try await event in events {
                listener.take(event)
                take(event, listener, claim)
                if leaves(after: listener.count) {
                    hasLeft = true
                    break
                }
                await stall()
            }
        } catch is DownloadError {
            if !listener.hasEnded { complain("a stream threw without having told failed") }
        } catch {
            complain("a stream threw \(type(of: error))")
        }
        listener.finish(hasLeft: hasLeft || Task.isCancelled || !process.isAlive)
        if let violation = listener.violation { complain("a listener was told: \(violation)") }
        if hasLeft { leaves(listener, claim) }
    }

    /// Holds an event against what it promises.
    func take(_ event: DownloadEvent, _ listener: Listener, _ claim: Claim) {
        note(event.text)
        if case .failed(let error) = event { judge(error) }
        if case .started(let attempt) = event { goesOn(attempt, claim) }
        guard process.isAlive else { return }
        if case .chunk(let chunk) = event {
            world.ledger.told(chunk, to: claim)
            if world.hasKept(chunk) {
                complain("bytes from \(chunk.offset) on are fetched, though the record had them")
            }
        }
        guard case .completed(let completion) = event else { return }
        world.ledger.completed(claim, completion)
        if listener.seesChunks, completion.how == .transferred || completion.how == .resumed {
            world.ledger.told(listener.told, of: completion.byteCount, to: claim)
        }
    }

    /// Has several listen to one run.
    func share(_ download: Download, _ claim: Claim, owners: Int, observers: Int) async {
        let shared = download.shared(on: downloader)
        let claimed = claim
        let left = await untilLeaving {
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<owners {
                    let events = shared.events()
                    group.addTask { await pull(events, Listener(seesChunks: true), claimed) }
                }
                for _ in 0..<observers {
                    let events = shared.observe()
                    group.addTask { await observe(events, claimed, isLate: false) }
                }
                if owners > 1 {
                    let time = dice.withLock { $0.number(0...10_000) }
                    group.addTask {
                        try? await world.clock.sleep(for: .milliseconds(time))
                        await observe(shared.observe(), claimed, isLate: true)
                    }
                }
            }
        }
        await shared.settle()
        expectEnd(since: left)
    }

    /// Watches a run that others own.
    private func observe(_ events: DownloadEvents, _ claim: Claim, isLate: Bool) async {
        var listener = Listener(seesChunks: false, isLate: isLate)
        listener.bounds = bounds
        do {
            for try await event in events {
                listener.take(event)
                take(event, listener, claim)
            }
        } catch {
            if !listener.hasEnded { complain("an observer's stream threw, and told no failed") }
        }
        // The owners may have gone.
        let mayLeave = plan.listener.leaving != .never
        listener.finish(hasLeft: mayLeave || Task.isCancelled || !process.isAlive)
        if let violation = listener.violation { complain("an observer was told: \(violation)") }
    }

    /// Reads the file while it arrives.
    func read(_ download: Download, _ claim: Claim) async {
        // Here nobody is told where the run begins, and the next one begins elsewhere.
        world.remains.withLock { $0 = nil }
        // Only a shared one can be waited for.
        let shared = dice.withLock { $0.oneIn(2) } ? download.shared(on: downloader) : nil
        let alone = DownloadBytes(of: download, over: hub(of: download), on: process.executor)
        let bytes = Locked<DownloadBytes?>(shared?.bytes() ?? alone)
        let left = await untilLeaving {
            var data = Data()
            var count = 0
            guard let bytes = bytes.withLock({ $0.take() }) else { return }
            do {
                for try await piece in bytes {
                    count += 1
                    guard (1...512 * 1024).contains(piece.count) else {
                        return complain("a piece of bytes() has \(piece.count) bytes")
                    }
                    data.append(piece)
                    if leaves(after: count) { return }
                    await stall()
                }
                note("has read \(data.count) bytes")
                if process.isAlive { world.ledger.read(data, by: claim) }
            } catch let error as DownloadError {
                note("bytes() failed: \(error.sentence)")
                judge(error)
            } catch {
                if !Task.isCancelled { complain("bytes() threw \(type(of: error))") }
            }
        }
        if let shared {
            await shared.settle()
            expectEnd(since: left)
        } else {
            // A run that was let go of may still be in its last steps. Time moves when it is through.
            try? await world.clock.sleep(for: .milliseconds(1))
        }
    }

    /// Waits for the end, with somebody who watches.
    func wait(for download: Download, _ claim: Claim) async {
        let watcher = Watcher(session: self, claim: claim)
        let left = await untilLeaving {
            do {
                let completion = try await download.completion(
                    on: downloader,
                    observedBy: watcher
                )
                note("completion() gave \(completion.byteCount) bytes")
                if process.isAlive { world.ledger.completed(claim, completion) }
            } catch let error as DownloadError {
                note("completion() failed: \(error.sentence)")
                judge(error)
            } catch {
                if !Task.isCancelled { complain("completion() threw \(type(of: error))") }
            }
        }
        expectEnd(since: left)
    }

    /// Who watches a run that somebody waits for.
    private struct Watcher: EventConsumer {
        let session: Session
        let claim: Claim

        func consume(_ events: AsyncStream<DownloadEvent>, of download: Download) async {
            var listener = Listener(seesChunks: false)
            listener.bounds = session.bounds
            for await event in events {
                listener.take(event)
                session.take(event, listener, claim)
            }
            let mayLeave = session.plan.listener.leaving != .never
            listener.finish(hasLeft: mayLeave || !session.process.isAlive)
            if let violation = listener.violation {
                session.complain("a watcher was told: \(violation)")
            }
        }
    }
}
