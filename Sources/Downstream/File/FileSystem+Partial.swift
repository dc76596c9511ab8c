internal import CPlatform

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

extension FileSystem {
    /// The regular file at a path; nil where nothing is, and refused where it is anything else.
    static func regularFile(at path: String) throws(FileProblem) -> Entry? {
        guard let entry = try entry(at: path) else { return nil }
        switch entry.kind {
        case .regular: return entry
        case .directory:
            throw FileProblem(.invalidDestination(problem: "\(path) is a folder"))
        case .other:
            throw FileProblem(.invalidDestination(problem: "\(path) is not a regular file"))
        }
    }

    /// A partial file that this process alone may write.
    struct Claimed {
        let descriptor: Int32
        /// The bytes in it.
        let length: Int64
        /// Whether nothing was there before.
        let isNew: Bool
    }

    /// Opens or makes a partial file, and locks it against other processes.
    ///
    /// A file that has other names too is somebody else's: it loses this name, and keeps its bytes.
    ///
    /// - Returns: nil where the file system has no locks.
    /// - Throws: `.destinationBusy` if somebody else has the lock.
    static func claim(_ path: String) throws(FileProblem) -> Claimed? {
        // Between opening and locking, its owner may have published or removed what was opened.
        for _ in 0..<100 {
            let (descriptor, isNew) = try openOrMake(path)
            do throws(FileProblem) {
                guard try lock(descriptor, path: path) else {
                    _ = close(descriptor)
                    if isNew { try remove(path) }
                    return nil
                }
                let ours = try entry(of: descriptor, path: path)
                if ours.links == 1, let named = try entry(at: path), named.isSame(as: ours) {
                    return Claimed(descriptor: descriptor, length: ours.size, isNew: isNew)
                }
            } catch {
                _ = close(descriptor)
                throw error
            }
            _ = close(descriptor)
        }
        throw FileProblem(.partialFileLost)
    }

    /// Makes a file that was not there.
    static func make(_ path: String) throws(FileProblem) -> Claimed {
        Claimed(descriptor: try openNew(path), length: 0, isNew: true)
    }

    private static func openOrMake(
        _ path: String
    ) throws(FileProblem) -> (descriptor: Int32, isNew: Bool) {
        do throws(FileProblem) {
            return (try openNew(path), true)
        } catch  where error.errno == EEXIST {
            if let there = try entry(at: path), there.kind == .regular, there.links > 1 {
                try remove(path)
            }
            return (try openOwn(path), false)
        }
    }

    private static func openNew(_ path: String) throws(FileProblem) -> Int32 {
        let flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC
        let descriptor = unsafe open(path, flags, 0o666)
        guard descriptor >= 0 else { throw FileProblem(errno: errno, path: path) }
        return descriptor
    }

    private static func openOwn(_ path: String) throws(FileProblem) -> Int32 {
        let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
        let descriptor = unsafe open(path, flags, 0o666)
        guard descriptor >= 0 else { throw FileProblem(errno: errno, path: path) }
        do throws(FileProblem) {
            guard try entry(of: descriptor, path: path).kind == .regular else {
                throw FileProblem(.invalidDestination(problem: "\(path) is not a regular file"))
            }
        } catch {
            _ = close(descriptor)
            throw error
        }
        return descriptor
    }

    /// False where the file system has no locks.
    private static func lock(_ descriptor: Int32, path: String) throws(FileProblem) -> Bool {
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

    /// Where the new bytes of a small file are until they take its place.
    static func draft(of path: String) -> String { path + ".new" }

    /// Replaces a small file by another, in one step; if `isFlushed`, by one that is on the disk.
    static func replace(
        _ path: String,
        with bytes: [UInt8],
        isFlushed: Bool
    ) throws(FileProblem) {
        let draft = draft(of: path)
        try remove(draft)
        let descriptor = try openNew(draft)
        let written = unsafe bytes.withUnsafeBytes { buffer in
            Result { () throws(FileProblem) in
                try unsafe put(buffer, at: 0, to: descriptor, path: draft)
            }
        }
        do throws(FileProblem) {
            try written.get()
            if isFlushed { try flushData(descriptor, path: draft) }
        } catch {
            _ = close(descriptor)
            try remove(draft)
            throw error
        }
        try shut(descriptor, path: draft)
        try move(draft, to: path)
    }

    /// Empties a file, on the disk too; false where it is none of ours alone, and left as it is.
    static func empty(_ path: String) throws(FileProblem) -> Bool {
        let descriptor = unsafe open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileProblem(errno: errno, path: path) }
        defer { _ = close(descriptor) }
        let entry = try entry(of: descriptor, path: path)
        guard entry.kind == .regular, entry.links == 1 else { return false }
        try cut(descriptor, to: 0, path: path)
        try flushData(descriptor, path: path)
        return true
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

extension FileSystem.Entry {
    /// Whether both are one file.
    func isSame(as other: FileSystem.Entry) -> Bool {
        inode == other.inode && device == other.device
    }
}
