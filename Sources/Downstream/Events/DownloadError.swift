/// Why a download ended without a file: a plain value, the same in the event and in the throw.
///
/// `reason` is for programs, `description` is the sentence for people. Neither ever holds a user
/// name, a password, a query or the value of a header. Cancellation is never a `DownloadError`.
public struct DownloadError: Error, Sendable, Equatable, Codable {
    /// What went wrong.
    public var reason: Reason
    /// Which part of the download it went wrong in.
    public var stage: Stage
    /// One sentence: the stage, what was wrong and what to do.
    public var sentence: String
    /// Which attempt failed, from 1.
    public var attempt: Int
    /// The bytes that are kept in the partial file.
    public var received: Int64
    /// The time from the beginning of the download to the failure.
    public var elapsed: Duration
    /// The operating system's error number, where one was the cause.
    public var errno: Int32?
    /// The transport library's own error number, where it gave one.
    public var libraryCode: Int?

    /// Describes a failure.
    public init(
        reason: Reason,
        stage: Stage,
        sentence: String,
        attempt: Int = 1,
        received: Int64 = 0,
        elapsed: Duration = .zero,
        errno: Int32? = nil,
        libraryCode: Int? = nil
    ) {
        self.reason = reason
        self.stage = stage
        self.sentence = sentence
        self.attempt = attempt
        self.received = received
        self.elapsed = elapsed
        self.errno = errno
        self.libraryCode = libraryCode
    }
}

extension DownloadError: CustomStringConvertible {
    /// The sentence.
    public var description: String { sentence }
}

extension DownloadError {
    /// The parts of a download, in their order.
    @nonexhaustive
    public enum Stage: String, Sendable, Equatable, Codable {
        /// The URL and the destination are checked.
        case validating
        /// The partial file is made.
        case reserving
        /// The server is connected to and asked.
        case requesting
        /// The server's answer is judged.
        case judging
        /// Bytes are received and written.
        case receiving
        /// The bytes are checked.
        case verifying
        /// The file is put in its place.
        case publishing
        /// The events or the bytes are read by whoever listens.
        case listening
    }
}
