internal import Downstream

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The files that a run of the tool reads and writes beside its downloads, open before it begins.
struct RunFiles: Sendable {
    /// The descriptor of the list; nil where there is none.
    var list: Int32?
    var logger: EventLogger?
    /// Takes the URLs that fail; only its owner may read it.
    var failed: LineFile?
    var timeline: LineFile?

    /// Opens what the options name; nothing is changed before all of it is open.
    ///
    /// - Throws: A sentence about the first that cannot be opened, or about one that is named twice.
    init(_ options: Options) throws(UsageError) {
        list = try options.list.map { path throws(UsageError) in
            try Self.openToRead(path, "list")
        }
        failed = try Self.open(options.failed, "list of failures")
        timeline = try Self.open(options.timeline, "timeline")
        do {
            logger = try options.log.map { path throws(DownloadError) in
                EventLogger(to: try .file(path: path))
            }
        } catch {
            throw .unusableFile(sentence: error.sentence)
        }
        if let failed, let list, failed.isSame(as: list) { throw .sameFile("-i", "--failed") }
        if let timeline, let list, timeline.isSame(as: list) { throw .sameFile("-i", "--timeline") }
        if let timeline, let failed, timeline.isSame(as: failed) {
            throw .sameFile("--failed", "--timeline")
        }
        do throws(FileProblem) {
            try failed?.empty(isSecret: true)
        } catch {
            let path = options.failed ?? ""
            throw .unusableFile(sentence: Self.sentence("list of failures", path, error.word))
        }
    }

    /// Opens a file, or gives standard input for `-`.
    static func openToRead(_ path: String, _ what: String) throws(UsageError) -> Int32 {
        if path == "-" { return STDIN_FILENO }
        #if canImport(Glibc)
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        #elseif canImport(Musl)
        let descriptor = unsafe Musl.open(path, O_RDONLY | O_CLOEXEC)
        #else
        let descriptor = unsafe Darwin.open(path, O_RDONLY | O_CLOEXEC)
        #endif
        guard descriptor >= 0 else {
            let word = InputProblem(errno: errno).word
            throw .unusableFile(sentence: sentence(what, path, word))
        }
        return descriptor
    }

    private static func sentence(_ what: String, _ path: String, _ word: String) -> String {
        "the \(what) \(Redaction.printable(path)) cannot be opened: \(word)"
    }

    private static func open(_ path: String?, _ what: String) throws(UsageError) -> LineFile? {
        guard let path else { return nil }
        do {
            return try LineFile(appendingTo: path)
        } catch {
            throw .unusableFile(sentence: sentence(what, path, error.word))
        }
    }
}
