internal import Downstream
internal import DownstreamTesting

extension World {
    /// Starts the downloads of a process.
    ///
    /// - Returns: What it may leave open.
    func start(
        _ plan: LifePlan.Process,
        in process: ProcessLife,
        of life: LifePlan
    ) -> OpenEnds {
        let disk = disk(of: process)
        var dice = dice.withLock { Dice(seed: $0.seed(), for: 4) }
        let configuration = configuration(&dice)
        let connections = connections(configuration, of: plan, in: process)
        let network = network(connections, for: plan, in: process)
        let downloader = downloader(configuration, on: disk, network, of: process, &dice)
        let ends = OpenEnds(connections: connections, downloader: downloader)
        let sessions = plan.downloads.enumerated().map { number, download in
            Session(
                world: self,
                process: process,
                downloader: downloader,
                disk: disk,
                plan: download,
                bounds: Bounds(
                    plan: download,
                    isLarge: cast.largest > 1_000_000,
                    isPunctual: life.jumps == 0
                ),
                demand: demand(of: download, in: life),
                dice: Locked(self.dice.withLock { Dice(seed: $0.seed(), for: UInt64(number)) })
            )
        }
        guard plan.isBatch else {
            for session in sessions { process.start { await session.run() } }
            return ends
        }
        process.start { await BatchSession(sessions: sessions).run() }
        return ends
    }

    /// What is demanded of a download; nil where something is in the way.
    private func demand(of download: DownloadPlan, in life: LifePlan) -> Demand? {
        guard life.isUnhindered else { return nil }
        let path = finalPath(of: download)
        let all = life.processes.flatMap(\.downloads)
        return Demand(
            plan: download,
            resource: cast.resources[download.resource],
            hasRival: all.count { finalPath(of: $0) == path } > 1,
            mayChange: life.mood.changes > 0
        )
    }

    private func finalPath(of download: DownloadPlan) -> String? {
        switch download.place {
        case .file(let path): path
        case .folder(let folder): folder + cast.resources[download.resource].path
        case .nowhere: nil
        }
    }

    private func disk(of process: ProcessLife) -> WatchedDisk {
        let (ledger, number) = (ledger, process.number)
        return WatchedDisk(
            base: defect.disk(process.disk),
            scheduler: scheduler,
            step: { process.step() },
            published: { ledger.published(by: number, at: $0) },
            changed: { ledger.check("behind a step of process \(number)") },
            kept: { ledger.kept($0, isLost: $1) },
            gone: { ledger.gone($0) }
        )
    }

    private func connections(
        _ configuration: Downloader.Configuration,
        of plan: LifePlan.Process,
        in process: ProcessLife
    ) -> Connections {
        var perFile: [String: Int] = [:]
        for download in plan.downloads {
            perFile[cast.resources[download.resource].path, default: 0] += download.segments
        }
        let problem = problem
        let limits = Connections.Limits(
            total: configuration.transfers,
            perHost: configuration.connectionsPerHost,
            perFile: perFile
        )
        return Connections(limits) { if process.isAlive { problem.note($0) } }
    }

    private func network(
        _ connections: Connections,
        for plan: LifePlan.Process,
        in process: ProcessLife
    ) -> SimulatedNetwork {
        let problem = problem
        return SimulatedNetwork(
            site,
            chunk: cast.chunk,
            budget: plan.downloads.reduce(0) { $0 + cast.budget(connections: $1.segments) },
            requests: plan.downloads.reduce(0) { $0 + $1.segments },
            connections,
            complain: { if process.isAlive { problem.note($0) } }
        )
    }

    private func configuration(_ dice: inout Dice) -> Downloader.Configuration {
        var configuration = Downloader.Configuration(proxy: .direct)
        configuration.connectionsPerHost = dice.number(1...6)
        configuration.transfers = dice.number(1...6)
        if dice.oneIn(10) {
            // The largest file takes from one second to five minutes.
            configuration.bytesPerSecond = Int64(cast.largest / dice.number(1...300) + 1)
        }
        return configuration
    }

    private func downloader(
        _ configuration: Downloader.Configuration,
        on disk: WatchedDisk,
        _ network: SimulatedNetwork,
        of process: ProcessLife,
        _ dice: inout Dice
    ) -> Downloader {
        let executor = process.executor
        let date = Self.wallClock(&dice, clock)
        let kept = defect.keepsTurns ? KeptTurns(network) : nil
        let segmentSize = Int64(dice.number(1...dice.pick([1, 30, 500, 4_000])))
        let chances = Locked(dice)
        let downloader = Downloader(
            configuration,
            transport: kept ?? defect.transport(network),
            timekeeper: defect.timekeeper(Timekeeper(clock, secondsSince1970: date)),
            chance: { Double(chances.withLock { $0.below(1_001) }) / 1_000 },
            disk: disk,
            executors: Executors(runs: executor, flushing: executor, consumers: executor),
            claims: DestinationClaims(),
            checkpointPace: cast.pace,
            segmentSize: segmentSize,
            judge: defect.judge,
            plan: defect.plan
        )
        kept?.takes(from: downloader.engine.gate)
        return downloader
    }

    /// The date as a process sees it: it may be wrong, and be set to another once.
    private static func wallClock(
        _ dice: inout Dice,
        _ clock: TestClock
    ) -> @Sendable () -> Int64 {
        let wrongs: [Int64] = [0, 0, -500_000, -3_600, 3_600, 500_000]
        let (first, second) = (dice.pick(wrongs), dice.pick(wrongs))
        let change = clock.now.offset + .seconds(dice.number(1...200))
        return {
            let now = clock.now.offset
            return Site.epoch + now.components.seconds + (now < change ? first : second)
        }
    }
}
