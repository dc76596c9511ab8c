internal import CPlatform

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

extension FileSystem {
    /// Opens what is at a path.
    static func descriptor(
        on path: String,
        for use: FileUse
    ) throws(FileProblem) -> Int32 {
        let flags =
            switch use {
            case .making: O_RDWR | O_CREAT | O_EXCL
            case .keeping: O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK
            case .cutting: O_WRONLY | O_NOFOLLOW | O_NONBLOCK
            // A pipe in the place of a file would hold us up.
            case .reading(throughLinks: true): O_RDONLY | O_NONBLOCK
            case .reading(throughLinks: false): O_RDONLY | O_NOFOLLOW | O_NONBLOCK
            case .flushingFolder: O_RDONLY
            }
        let place = path.isEmpty && use == .flushingFolder ? "." : path
        // A text that is merely passed to C is copied first.
        let descriptor = unsafe place.withCString { unsafe open($0, flags | O_CLOEXEC, 0o666) }
        guard descriptor >= 0 else { throw FileProblem(errno: errno, path: path) }
        return descriptor
    }

    /// Locks a file against all others that have it open; false where the file system has no locks.
    static func lock(_ descriptor: Int32, path: String) throws(FileProblem) -> Bool {
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            switch errno {
            case EINTR: continue
            case EWOULDBLOCK: throw FileProblem(.destinationBusy)
            case ENOLCK, EOPNOTSUPP, EINVAL, ENOSYS: return false
            default: throw FileProblem(errno: errno, path: path)
            }
        }
        return true
    }

    /// Cuts a file to a length.
    static func cut(_ descriptor: Int32, to length: Int64, path: String) throws(FileProblem) {
        while ftruncate(descriptor, off_t(length)) != 0 {
            guard errno == EINTR else { throw FileProblem(errno: errno, path: path) }
        }
    }

    /// Sets who may read and write a file.
    static func setMode(_ mode: UInt32, of descriptor: Int32, path: String) throws(FileProblem) {
        guard fchmod(descriptor, mode_t(mode)) == 0 else {
            throw FileProblem(errno: errno, path: path)
        }
    }

    /// Has the bytes of a file reach the disk; its times need not.
    static func flushData(_ descriptor: Int32, path: String) throws(FileProblem) {
        #if canImport(Darwin)
        try flush(descriptor, path: path)
        #else
        guard fdatasync(descriptor) == 0 else { throw FileProblem(errno: errno, path: path) }
        #endif
    }

    /// Has a file system that delays the news of failed writes tell them now.
    static func settle(_ descriptor: Int32, path: String) throws(FileProblem) {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        // With no descriptor left there is nothing to ask with; nothing is lost by that.
        guard copy >= 0 else { return }
        try shut(copy, path: path)
    }

    /// The bytes that this user may still write to the file system of a folder; nil where unknown.
    static func freeBytes(_ folder: String) -> Int64? {
        var status = statvfs()
        guard unsafe statvfs(folder.isEmpty ? "." : folder, &status) == 0,
            // A file system without blocks has no bound, or does not tell it.
            status.f_blocks > 0
        else { return nil }
        let (bytes, isTooMany) = UInt64(status.f_bavail)
            .multipliedReportingOverflow(by: UInt64(status.f_frsize))
        return isTooMany ? nil : Int64(exactly: bytes)
    }

    /// What names the present boot of the system; nil where the system does not tell.
    static let boot: String? = {
        var text = [CChar](repeating: 0, count: 64)
        let isTold = unsafe text.withUnsafeMutableBufferPointer {
            unsafe ds_boot_identity($0.baseAddress, $0.count)
        }
        guard isTold else { return nil }
        let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return String(decoding: bytes, as: UTF8.self)
    }()
}
