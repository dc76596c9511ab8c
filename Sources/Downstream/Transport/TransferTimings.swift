/// When the parts of a request were done, each measured from the beginning of the request.
public struct TransferTimings: Sendable, Equatable, Codable {
    /// When the host's address was known.
    public var nameLookup: Duration
    /// When the connection was there; about `nameLookup` on a connection that was reused.
    public var connect: Duration
    /// When TLS was ready; nil without TLS.
    public var tls: Duration?
    /// When the first byte of the answer arrived.
    public var firstByte: Duration
    /// When the last byte arrived.
    public var total: Duration

    /// Describes when the parts of a request were done.
    public init(
        nameLookup: Duration,
        connect: Duration,
        tls: Duration? = nil,
        firstByte: Duration,
        total: Duration
    ) {
        self.nameLookup = nameLookup
        self.connect = connect
        self.tls = tls
        self.firstByte = firstByte
        self.total = total
    }
}
