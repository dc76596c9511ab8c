/// How much a download may bring and how long it may take.
public struct DownloadLimits: Sendable, Equatable {
    /// The most bytes the file may have, announced or counted; nil for any size.
    public var bytes: Int64?
    /// The longest time to look up the host and connect, TLS included; by default 30 s.
    public var connect: Duration
    /// The longest time without a byte while we are ready to take one; by default 60 s.
    ///
    /// It is at least one second, and may be noticed up to two seconds late.
    public var stall: Duration
    /// The longest time from the beginning to the end of the download; nil for any time.
    public var deadline: Duration?
    /// The most redirects to follow; by default 10.
    public var redirects: Int
    /// The most bytes that the head of a response may have; by default 256 KiB.
    public var headBytes: Int

    /// Limits; what is left out has its default.
    public init(
        bytes: Int64? = nil,
        connect: Duration = .seconds(30),
        stall: Duration = .seconds(60),
        deadline: Duration? = nil,
        redirects: Int = 10,
        headBytes: Int = 256 * 1024
    ) {
        self.bytes = bytes
        self.connect = connect
        self.stall = stall
        self.deadline = deadline
        self.redirects = redirects
        self.headBytes = headBytes
    }

    /// What a download may do unless told otherwise.
    public static let `default` = DownloadLimits()
}
