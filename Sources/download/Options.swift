internal import Downstream

/// What a run of the tool is asked for.
struct Options: Equatable {
    /// The texts of the URLs, in their order; at least one.
    var sources: [String] = []
    /// The file that the one URL is saved as; nil where it gets its name in `folder`.
    var file: String?
    /// The folder for files that get their names from servers; nil for the current one.
    var folder: String?
    /// Whether only failures are told.
    var isQuiet = false
    /// Whether events go to standard output as lines of JSON.
    var writesJSON = false
    /// The file that the log is appended to; nil for none.
    var log: String?

    var retries = RetryPolicy.default.retries
    var resumes = true
    var existingFile: ExistingFileRule?
    var limits = DownloadLimits.default
    var verification = Verification.default
    var headers: [HeaderField] = []
    var credentials: Credentials?
    var durability = Durability.operatingSystem
    /// What all downloads share.
    var configuration = Downloader.Configuration()

    /// The download of one of the URLs.
    func download(from source: String) -> Download {
        Download(
            from: source,
            to: file.map { .file(path: $0) } ?? .directory(path: folder ?? "."),
            headers: headers,
            credentials: credentials,
            retry: RetryPolicy(retries: retries),
            limits: limits,
            verification: verification,
            resumes: resumes,
            existingFile: existingFile,
            durability: durability
        )
    }

    /// What cannot be meant together.
    func check() throws(UsageError) {
        guard !sources.isEmpty else { throw .noURL }
        guard file == nil || folder == nil else { throw .fileAndFolder }
        guard file == nil || sources.count == 1 else { throw .fileForSeveral }
        if configuration.accessPolicy == .publicInternet, configuration.proxy != .environment {
            throw .proxyAndPublicOnly
        }
    }
}
