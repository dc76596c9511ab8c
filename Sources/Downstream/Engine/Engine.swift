#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What comes to a run from outside: network, disk, threads, time, chance, and what its downloader shares.
///
/// A class, as every step of every run has it in hand.
package final class Engine: Sendable {
    let transport: any Transport
    let disk: any Disk
    /// Whether somebody flushes the disk; one at a time does.
    let flushTurn: Locked<Bool>
    let checkpointPace: Checkpoints.Pace
    /// The smallest piece of a file that is worth a connection of its own.
    let segmentSize: Int64
    let executors: Executors
    /// Which destinations have a run in this process.
    let claims: DestinationClaims
    let timekeeper: Timekeeper
    /// What says what a head means.
    let judge: ResponseVerdict.Judge
    let alarms: Alarms
    let chance: @Sendable () -> Double
    let userAgent: String?
    let accessPolicy: AccessPolicy
    let proxy: ProxyRule
    let rate: RateLimit?
    package let gate: TransferGate
    /// What makes a plan of the bytes that are missing.
    let plan: SegmentPlan.Maker

    init(
        _ configuration: Downloader.Configuration,
        transport: any Transport,
        disk: any Disk,
        executors: Executors,
        claims: DestinationClaims,
        timekeeper: Timekeeper,
        chance: @escaping @Sendable () -> Double,
        checkpointPace: Checkpoints.Pace,
        segmentSize: Int64,
        judge: @escaping ResponseVerdict.Judge,
        plan: @escaping SegmentPlan.Maker
    ) {
        self.transport = transport
        self.disk = disk
        flushTurn = disk is RealDisk ? Checkpoints.processTurn : Locked(false)
        self.checkpointPace = checkpointPace
        self.segmentSize = segmentSize
        self.executors = executors
        self.claims = claims
        self.timekeeper = timekeeper
        self.judge = judge
        alarms = Alarms(timekeeper, on: executors.runs)
        self.chance = chance
        userAgent = configuration.userAgent
        accessPolicy = configuration.accessPolicy
        proxy = configuration.proxy
        rate = configuration.bytesPerSecond.map { RateLimit(bytesPerSecond: $0) }
        gate = TransferGate(
            total: configuration.transfers,
            perHost: configuration.connectionsPerHost,
            timekeeper,
            chance: chance
        )
        self.plan = plan
    }

    /// Whether a request may go through a proxy.
    func mayUseProxy(for hop: Hop) -> Bool {
        let environment = ProcessInfo.processInfo.environment
        let origin = hop.url.origin
        return proxy.mayApply(
            toScheme: origin.scheme,
            host: origin.host,
            environment: environment
        )
    }

    /// Holds the policies against each other.
    ///
    /// - Throws: `.accessRefused` where a proxy would connect to what nobody has judged.
    func checkPolicies() throws(DownloadError.Reason) {
        if let problem = proxy.problem { throw .couldNotConnect(problem: problem) }
        guard accessPolicy == .publicInternet, case .url = proxy else { return }
        throw .accessRefused(
            problem: "a proxy looks up addresses by itself, where they cannot be judged"
        )
    }
}

extension Downloader {
    /// How the run of a download is started.
    package func run(_ download: Download) -> @Sendable (any RunChannel) -> Task<Void, Never> {
        let engine = engine
        return { channel in
            RunTask.start(on: engine.executors.runs) {
                await DownloadRun(download, engine, channel).run()
            }
        }
    }
}
