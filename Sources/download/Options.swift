internal import Downstream

/// What a run of the tool is asked for.
struct Options: Equatable {
    /// The texts of the URLs, in their order; at least one where there is no list.
    var sources: [String] = []
    /// The file with more of them, a line each; `-` is standard input, and nil none.
    var list: String?
    /// How many downloads run at a time.
    var parallel = 1
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
    /// The file for the URLs that failed; nil for none.
    var failed: String?
    /// The file for a picture of the run; nil for none.
    var timeline: String?

    var retry = RetryPolicy.default
    var resumes = true
    /// The most connections that one file may use.
    var segments = 1
    /// The most transfers from one host at a time; nil for the library's number, or what segments need.
    var perHost: Int?
    var existingFile: ExistingFileRule?
    var limits = DownloadLimits.default
    var verification = Verification.default
    var headers: [HeaderField] = []
    var credentials: Credentials?
    var durability = Durability.operatingSystem
    /// What all downloads share.
    var configuration = Downloader.Configuration()

    /// The same, with room for as many transfers as downloads may run, and a file's connections.
    var roomyConfiguration: Downloader.Configuration {
        var roomy = configuration
        roomy.transfers = max(roomy.transfers, parallel)
        roomy.connectionsPerHost = perHost ?? max(roomy.connectionsPerHost, segments)
        return roomy
    }

    /// The download of one of the URLs, under a name of its own if it has one.
    func download(from source: String, name: String?) -> Download {
        let path = name.map { self.path(of: $0) } ?? file
        let place = path.map { Destination.file(path: $0) } ?? .directory(path: folder ?? ".")
        return Download(
            from: source,
            to: isStream ? .nowhere : place,
            headers: headers,
            credentials: credentials,
            retry: retry,
            limits: limits,
            verification: verification,
            resumes: resumes,
            segments: segments,
            // A list may name one file twice, and replaces nothing unless it is told to.
            existingFile: existingFile ?? (name == nil ? nil : .number),
            durability: durability
        )
    }

    /// The path of a file that a list names.
    private func path(of name: String) -> String {
        guard let folder else { return name }
        return folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }

    /// The line of a list that asks for a download again; nil where none would.
    func line(for download: Download) -> String? {
        guard case .url(let judged) = download.source.origin else { return nil }
        let url = judged.text
        guard file == nil, case .file(let path) = download.destination.place else {
            return ListEntry.line(url: url, name: nil)
        }
        let name = path.dropFirst(self.path(of: "").count)
        return ListEntry.line(url: url, name: String(name))
    }

    /// Whether the bytes go to standard output.
    var isStream: Bool { file == "-" }

    /// What cannot be meant together.
    func check() throws(UsageError) {
        guard !sources.isEmpty || list != nil else { throw .noURL }
        guard file == nil || folder == nil else { throw .fileAndFolder }
        guard file == nil || sources.count == 1 && list == nil else { throw .fileForSeveral }
        guard !isStream || !writesJSON else { throw .twoOutputs }
        if configuration.accessPolicy == .publicInternet, configuration.proxy != .environment {
            throw .proxyAndPublicOnly
        }
    }
}
