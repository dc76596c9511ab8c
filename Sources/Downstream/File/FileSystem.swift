internal import CPlatform

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The system calls on files that the library makes, each with its errno as a typed error.
///
/// Runs make them through ``RealDisk``; logs and lists, which no simulation needs, on their own.
enum FileSystem {
    /// The system's word for an error number.
    static func message(_ number: Int32) -> String {
        guard let text = unsafe strerror(number) else { return "error \(number)" }
        return unsafe String(cString: text)
    }

    /// What is at a path; nil where nothing is.
    static func entry(at path: String) throws(FileProblem) -> FileEntry? {
        var status = stat()
        guard unsafe path.withCString({ unsafe lstat($0, &status) }) == 0 else {
            let number = errno
            if number == ENOENT { return nil }
            throw FileProblem(errno: number, path: path)
        }
        return FileEntry(status)
    }

    /// What tells a folder from all others, whichever way its path is written.
    static func folderIdentity(_ path: String) throws(FileProblem) -> String {
        var status = stat()
        guard unsafe path.withCString({ unsafe stat($0, &status) }) == 0 else {
            throw FileProblem(errno: errno, path: path)
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw FileProblem(errno: ENOTDIR, path: path)
        }
        return "\(status.st_dev):\(status.st_ino)"
    }

    /// What a descriptor is open on.
    static func entry(of descriptor: Int32, path: String) throws(FileProblem) -> FileEntry {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else {
            throw FileProblem(errno: errno, path: path)
        }
        return FileEntry(status)
    }

    /// Makes a folder and those above it; one that is there already is fine.
    static func makeFolders(_ path: String) throws(FileProblem) {
        guard !path.isEmpty else { return }
        var number = makeFolder(path)
        if number == ENOENT, case let parent = folder(of: path), parent != path {
            try makeFolders(parent)
            // Where nothing can be made, as in /proc or in a removed folder, it is ENOENT again.
            number = makeFolder(path)
        }
        switch number {
        case 0: return
        case EEXIST, EISDIR:
            var status = stat()
            guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
                throw FileProblem(errno: ENOTDIR, path: path)
            }
        default:
            throw FileProblem(errno: number, path: path)
        }
    }

    /// Makes a folder; the errno of what stopped it, or 0.
    private static func makeFolder(_ path: String) -> Int32 {
        unsafe mkdir(path, 0o777) == 0 ? 0 : errno
    }

    /// Writes all the bytes at an offset.
    static func put(
        _ bytes: UnsafeRawBufferPointer,
        at offset: Int64,
        to descriptor: Int32,
        path: String
    ) throws(FileProblem) {
        var done = 0
        while done < bytes.count {
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[done...])
            let count = unsafe pwrite(
                descriptor,
                rest.baseAddress,
                rest.count,
                off_t(offset) + off_t(done)
            )
            if count > 0 {
                done += count
            } else if count == 0 || errno != EINTR {
                throw FileProblem(errno: count == 0 ? EIO : errno, path: path)
            }
        }
    }

    /// Opens a file to add to its end.
    static func openLog(_ path: String) throws(FileProblem) -> Int32 {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw FileProblem(errno: errno, path: path) }
        return descriptor
    }

    /// Empties a file and sets its mode; anything but a regular file is left as it is.
    static func empty(_ descriptor: Int32, mode: UInt32?, path: String) throws(FileProblem) {
        guard try entry(of: descriptor, path: path).kind == .regular else { return }
        // Nobody reads what comes who could not read it if the file were new.
        if let mode { try setMode(mode, of: descriptor, path: path) }
        try cut(descriptor, to: 0, path: path)
    }

    /// Writes a text where the descriptor stands, in one call if the system takes it all.
    static func append(
        _ text: String,
        to descriptor: Int32,
        path: String
    ) throws(FileProblem) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe write(descriptor, $0.baseAddress, $0.count)
            }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw FileProblem(errno: errno, path: path)
            }
        }
    }

    /// Flushes a file or a folder to the disk.
    static func flush(_ descriptor: Int32, path: String) throws(FileProblem) {
        guard fsync(descriptor) == 0 else { throw FileProblem(errno: errno, path: path) }
    }

    /// Closes a descriptor; some file systems tell a failed write only here.
    static func shut(_ descriptor: Int32, path: String) throws(FileProblem) {
        guard close(descriptor) == 0 || errno == EINTR else {
            throw FileProblem(errno: errno, path: path)
        }
    }

    /// Gives a file another name, in place of what has it.
    static func move(_ from: String, to path: String) throws(FileProblem) {
        guard unsafe rename(from, path) == 0 else { throw FileProblem(errno: errno, path: path) }
    }

    /// Gives a file another name; false where something has it.
    static func moveUnlessTaken(_ from: String, to path: String) throws(FileProblem) -> Bool {
        let number = unsafe from.withCString { from in
            unsafe path.withCString { unsafe ds_rename_without_replacing(from, $0) }
        }
        if number == EEXIST { return false }
        guard number == 0 else { throw FileProblem(errno: number, path: path) }
        return true
    }

    /// Removes a file; one that is gone already is fine.
    static func remove(_ path: String) throws(FileProblem) {
        guard unsafe unlink(path) == 0 || errno == ENOENT else {
            throw FileProblem(errno: errno, path: path)
        }
    }
}

extension FileEntry {
    fileprivate init(_ status: stat) {
        let kind: Kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .directory
            default: .other
            }
        self.init(
            kind: kind,
            device: UInt64(truncatingIfNeeded: status.st_dev),
            inode: UInt64(status.st_ino),
            links: UInt64(status.st_nlink),
            mode: UInt32(status.st_mode & 0o777),
            size: Int64(status.st_size)
        )
    }
}
