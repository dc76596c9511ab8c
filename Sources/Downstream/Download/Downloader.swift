/// What downloads share: the transport with its connections, the bounds and the policies.
///
/// Most programs need only ``shared``. Downloads of one downloader reuse each other's connections.
public final class Downloader: Sendable {
    /// The version of the library and of the tool, by semver.org.
    public static let version = "0.1.0"

    /// The downloader of the process, with the default configuration.
    public static let shared = Downloader()

    /// What this downloader was made with.
    public let configuration: Configuration
    package let engine: Engine

    /// A downloader over libcurl.
    public convenience init(_ configuration: Configuration = Configuration()) {
        self.init(configuration, transport: CurlTransport(configuration))
    }

    /// A downloader over another transport, for example a script in a test.
    public convenience init(
        _ configuration: Configuration = Configuration(),
        transport: any Transport
    ) {
        self.init(configuration, transport: transport, timekeeper: Timekeeper(ContinuousClock()))
    }

    package init(
        _ configuration: Configuration,
        transport: any Transport,
        timekeeper: Timekeeper,
        chance: @escaping @Sendable () -> Double = { Double.random(in: 0...1) },
        disk: any Disk = RealDisk(),
        executors: Executors = .process,
        claims: DestinationClaims = .shared,
        checkpointPace: Checkpoints.Pace = .standard,
        segmentSize: Int64 = SegmentPlan.standardSize,
        judge: @escaping ResponseVerdict.Judge =
            ResponseVerdict.init(_:goingOnFrom:isConditional:),
        plan: @escaping SegmentPlan.Maker = SegmentPlan.init(_:connections:smallest:)
    ) {
        self.configuration = configuration
        engine = Engine(
            configuration,
            transport: transport,
            disk: disk,
            executors: executors,
            claims: claims,
            timekeeper: timekeeper,
            chance: chance,
            checkpointPace: checkpointPace,
            segmentSize: segmentSize,
            judge: judge,
            plan: plan
        )
    }
}

extension Downloader {
    /// What the downloads of one downloader share.
    public struct Configuration: Sendable, Equatable {
        /// The `User-Agent` of every request; nil sends none, which many servers refuse.
        public var userAgent: String?
        /// Through which proxy requests go.
        public var proxy: ProxyRule
        /// Which addresses may be connected to.
        public var accessPolicy: AccessPolicy
        /// The path of a PEM file of authorities to trust beside the system's own; nil for none.
        ///
        /// Where it cannot be read, each download fails with `.certificateRejected`.
        public var additionalCertificates: String?
        /// The most transfers at a time, over all hosts and downloads; 1 or more.
        ///
        /// Others wait for their turn, in phase ``DownloadEvent/Phase/waiting(until:)``.
        public var transfers: Int
        /// The most transfers from one host at a time, and so the most connections to it; 1 or more.
        public var connectionsPerHost: Int
        /// The most bytes per second over all downloads; nil for any rate.
        public var bytesPerSecond: Int64?
        /// Whether several downloads may share one HTTP/2 connection.
        ///
        /// Faster for many small files from one host; a slow consumer then costs more memory.
        public var multiplexing: Bool
        /// The most bytes that the transport keeps for its consumers to take, over all transfers.
        ///
        /// By default 16 MiB. Buffers of 16 KiB are not counted: each transfer may have three of
        /// them where the budget is used up. Nor are chunks that a consumer has taken, or the buffers
        /// of libcurl itself.
        public var bufferBudget: Int64

        /// A configuration; what is left out has its default.
        public init(
            userAgent: String? = "Downstream/\(Downloader.version)",
            proxy: ProxyRule = .environment,
            accessPolicy: AccessPolicy = .anyHost,
            additionalCertificates: String? = nil,
            transfers: Int = 128,
            connectionsPerHost: Int = 6,
            bytesPerSecond: Int64? = nil,
            multiplexing: Bool = false,
            bufferBudget: Int64 = 16 * 1024 * 1024
        ) {
            self.userAgent = userAgent
            self.proxy = proxy
            self.accessPolicy = accessPolicy
            self.additionalCertificates = additionalCertificates
            self.transfers = transfers
            self.connectionsPerHost = connectionsPerHost
            self.bytesPerSecond = bytesPerSecond
            self.multiplexing = multiplexing
            self.bufferBudget = bufferBudget
        }
    }
}
