extension DownloadError {
    /// What went wrong with a download.
    @nonexhaustive
    public enum Reason: Error, Sendable, Equatable, Codable {
        /// The text is not a URL that can be downloaded; `problem` says what is wrong with it.
        case invalidURL(problem: String)
        /// Only `http` and `https` are supported.
        case unsupportedScheme(String)
        /// The destination cannot take a file; `problem` says why.
        case invalidDestination(problem: String)
        /// Another download writes to the same destination.
        case destinationBusy
        /// A file is there already, and the rule says not to touch it.
        case destinationExists
        /// A library that is loaded at run time is missing; `problem` says which.
        case libraryMissing(problem: String)
        /// The access policy does not allow the connection; `problem` says what is in its way.
        case accessRefused(problem: String)
        /// The host name has no address.
        case hostNotFound
        /// The server did not accept the connection; `problem` is the system's word for it.
        case couldNotConnect(problem: String)
        /// The connection was not made in time.
        case connectTimeout
        /// The encrypted connection could not be made.
        case tlsFailed(problem: String)
        /// The server's certificate is not trusted.
        case certificateRejected(problem: String)
        /// The connection broke off.
        case connectionLost(problem: String)
        /// No byte arrived for the longest time allowed.
        case stalled
        /// The deadline of the whole download has passed.
        case deadlineExceeded
        /// The server answered with this HTTP status.
        case httpStatus(code: Int)
        /// The server's answer breaks the protocol; `problem` says how.
        case malformedResponse(problem: String)
        /// The server redirected more often than allowed.
        case tooManyRedirects(limit: Int)
        /// A redirect leads where no download may go; `problem` says why.
        case redirectRefused(problem: String)
        /// The server made the download begin again too often.
        case tooManyRestarts(limit: Int)
        /// Fewer bytes arrived than were announced.
        case truncated(expected: Int64, received: Int64)
        /// The file has another size than the caller requires.
        case wrongSize(expected: Int64, actual: Int64)
        /// The file is larger than the limit.
        case tooLarge(limit: Int64)
        /// The server sent nothing.
        case emptyBody
        /// The checksum is not the one that was required.
        case checksumMismatch(expected: Checksum, actual: Checksum)
        /// The first bytes show another kind of file than was expected.
        case notTheExpectedMedia(expected: ExpectedMedia, found: MediaContainer)
        /// The file ends before its last part does; `missing` bytes are not there, on the server neither.
        case mediaCutShort(missing: Int64)
        /// The file began anew while ``DownloadBytes`` delivered it, and may have changed on the server.
        case changedWhileReading
        /// The first bytes are kept nowhere: ``DownloadBytes`` was taken late from a download to `.nowhere`.
        case bytesNotKept
        /// The disk or the quota is full.
        case diskFull
        /// The file system does not allow it.
        case permissionDenied
        /// The process has as many files and connections open as the system allows it.
        case tooManyOpenFiles
        /// The file system failed otherwise; `problem` is the system's word for it.
        case fileSystem(problem: String)
        /// Somebody replaced or removed the partial file while it was being written.
        case partialFileLost
        /// Two loops read one stream; take one stream each from ``Download/shared(on:)``.
        case streamInUse
    }
}
