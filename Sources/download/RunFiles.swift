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

    /// Opens what the options name.
    ///
    /// - Throws: A sentence about the first that cannot be opened.
    init(_ options: Options) throws(UsageError) {
        list = try options.list.map { path throws(UsageError) in
            try Self.openToRead(path, "list")
        }
        if let list, let failed = options.failed, Self.is(list, at: failed) { throw .sameList }
        failed = try Self.open(options.failed, "list of failures") { path throws(FileProblem) in
            try LineFile(replacing: path, mode: 0o600)
        }
        timeline = try Self.open(options.timeline, "timeline") { path throws(FileProblem) in
            try LineFile(replacing: path, mode: 0o666)
        }
        do {
            logger = try options.log.map { path throws(DownloadError) in
                EventLogger(to: try .file(path: path))
            }
        } catch {
            throw .unusableFile(sentence: error.sentence)
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

    /// Whether an open file and what a path names are one and the same.
    private static func `is`(_ descriptor: Int32, at path: String) -> Bool {
        var (own, other) = (stat(), stat())
        return unsafe fstat(descriptor, &own) == 0 && stat(path, &other) == 0
            && own.st_dev == other.st_dev && own.st_ino == other.st_ino
            && own.st_mode & S_IFMT == S_IFREG
    }

    private static func sentence(_ what: String, _ path: String, _ word: String) -> String {
        "the \(what) \(Redaction.printable(path)) cannot be opened: \(word)"
    }

    private static func open<File>(
        _ path: String?,
        _ what: String,
        _ open: (String) throws(FileProblem) -> File
    ) throws(UsageError) -> File? {
        guard let path else { return nil }
        do {
            return try open(path)
        } catch {
            throw .unusableFile(sentence: sentence(what, path, error.word))
        }
    }
}
