#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// What the file system refused, with the path and the system's word for it.
package enum FileProblem: Error, Equatable {
    /// A refusal that the library itself made out.
    case judged(DownloadError.Reason)
    /// A refusal of the system.
    case system(errno: Int32, path: String)

    /// A refusal that the library itself made out.
    package init(_ reason: DownloadError.Reason) {
        self = .judged(reason)
    }

    /// A refusal of the system.
    package init(errno: Int32, path: String) {
        self = .system(errno: errno, path: path)
    }

    /// The system's number for it; nil where the library itself refused.
    package var errno: Int32? {
        switch self {
        case .judged: nil
        case .system(let errno, _): errno
        }
    }

    /// What it means for a download.
    ///
    /// Made when it is asked for: as a rule a file is looked for that is not there, and nobody asks why.
    package var reason: DownloadError.Reason {
        switch self {
        case .judged(let reason): reason
        case .system(let errno, let path): Self.reason(errno, path)
        }
    }

    private static func reason(_ errno: Int32, _ path: String) -> DownloadError.Reason {
        switch errno {
        case ENOSPC, EDQUOT: .diskFull
        case EACCES, EPERM, EROFS: .permissionDenied
        case EISDIR: .invalidDestination(problem: "\(path) is a folder")
        case ENOTDIR: .invalidDestination(problem: "\(path) lies under a file, not a folder")
        case EMFILE, ENFILE: .tooManyOpenFiles
        case ENOENT: .fileSystem(problem: "\(path) or a folder above it is not there")
        case ELOOP: .invalidDestination(problem: "\(path) is a symbolic link")
        case ENAMETOOLONG:
            .invalidDestination(problem: "the name is too long for the file system")
        default: .fileSystem(problem: FileSystem.message(errno))
        }
    }

    /// Whether nothing is where something was looked for.
    var isAbsence: Bool { errno == ENOENT }

    /// Whether a folder cannot be flushed at all: it may not be read, or its file system does not
    /// know how.
    var isUnflushableFolder: Bool { errno == EACCES || errno == EINVAL }

    /// The system's word for it.
    package var word: String {
        switch reason {
        case .diskFull: "the disk or the quota is full"
        case .permissionDenied: "permission denied"
        case .tooManyOpenFiles: "too many files are open"
        case .invalidDestination(let problem), .fileSystem(let problem): problem
        default: "it is not usable"
        }
    }
}
