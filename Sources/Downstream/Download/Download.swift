/// What to fetch, where to put it and by which rules: a value; nothing happens until it is listened to.
///
/// ```swift
/// let download = Download(from: url, to: .file(destination))
/// for try await event in download.events() {
///     if case .progress(let progress) = event { print(progress.received) }
/// }
/// ```
public struct Download: Sendable {
    /// Where the bytes come from.
    public var source: Source
    /// Where the file goes.
    public var destination: Destination
    /// What makes this download the same as an earlier one; nil means its URL.
    ///
    /// Give one where the URL changes but the file does not, as with signed URLs.
    public var identity: String?
    /// Header fields to send, only ever to the origin of `source`.
    public var headers: [HeaderField]
    /// Name and password for HTTP basic authentication, only ever sent to the origin of `source`.
    public var credentials: Credentials?
    /// How often and when to try again.
    public var retry: RetryPolicy
    /// How much and how long.
    public var limits: DownloadLimits
    /// What the bytes must prove before they become the file.
    public var verification: Verification
    /// Whether bytes that are on disk are gone on from where that is provably right; otherwise every
    /// attempt begins the file again.
    public var resumes: Bool
    /// The most connections that this file may use; 1, as it is at first, is a single stream.
    ///
    /// More than one is of use where a server bounds the speed of each connection. They fetch ranges of
    /// the file under one strong validator (RFC 9110, section 8.8.1), and chunks come in no order then.
    /// A file below 2 MiB or of unknown size, one without such a validator, one of which the server
    /// sends no ranges, and a download to `.nowhere` or without ``resumes`` stay single, as do those where
    /// ranges turn out to be of different versions. Further connections only take turns that
    /// ``Downloader/Configuration/connectionsPerHost`` leaves free, and more than 64 are never used.
    public var segments: Int
    /// What to do where a file is already there; nil means replace for `.file`, number for `.directory`.
    public var existingFile: ExistingFileRule?
    /// Whether the file survives a power failure right after `completed`.
    public var durability: Durability
    /// The shortest time between two `progress` events of one phase; at least 10 ms, by default 100 ms.
    public var progressInterval: Duration

    /// Describes a download.
    ///
    /// Nothing is checked here: what is wrong with the source or the destination arrives as
    /// `failed`, in stage ``DownloadError/Stage/validating``.
    ///
    /// `source` is a `URL`, a ``Source``, or the text of a URL, which is judged before it is used,
    /// as `URL(string:)` quietly repairs what is broken. The other parameters are the properties.
    public init(
        from source: some DownloadSource,
        to destination: Destination,
        identity: String? = nil,
        headers: [HeaderField] = [],
        credentials: Credentials? = nil,
        retry: RetryPolicy = .default,
        limits: DownloadLimits = .default,
        verification: Verification = .default,
        resumes: Bool = true,
        segments: Int = 1,
        existingFile: ExistingFileRule? = nil,
        durability: Durability = .operatingSystem,
        progressInterval: Duration = .milliseconds(100)
    ) {
        self.source = source.downloadSource
        self.destination = destination
        self.identity = identity
        self.headers = headers
        self.credentials = credentials
        self.retry = retry
        self.limits = limits
        self.verification = verification
        self.resumes = resumes
        self.segments = segments
        self.existingFile = existingFile
        self.durability = durability
        self.progressInterval = progressInterval
    }
}

extension Download {
    /// Whether another run may ask another URL for the same file, so that a validator alone is no
    /// proof that both mean the same.
    package var changesURL: Bool {
        if case .fresh = source.origin { return true }
        return identity != nil
    }
}
