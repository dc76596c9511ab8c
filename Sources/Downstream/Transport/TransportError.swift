/// Why a transport could not bring a head or a body.
public struct TransportError: Error, Sendable, Equatable {
    /// What went wrong.
    public var reason: DownloadError.Reason
    /// The operating system's error number, where one was the cause.
    public var errno: Int32?
    /// The transport library's own error number, where it gave one.
    public var libraryCode: Int?

    /// Describes what went wrong.
    public init(_ reason: DownloadError.Reason, errno: Int32? = nil, libraryCode: Int? = nil) {
        self.reason = reason
        self.errno = errno
        self.libraryCode = libraryCode
    }
}
