#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

extension Disk {
    /// Reads a whole regular file, if it is not longer than `limit`.
    func contents(of path: String, limit: Int64) throws(FileProblem) -> [UInt8] {
        let file = try open(path, for: .reading(throughLinks: true))
        defer { try? file.close() }
        let entry = try file.entry()
        guard entry.kind == .regular else {
            throw FileProblem(.fileSystem(problem: "it is not a regular file"))
        }
        guard entry.size <= limit else { throw FileProblem(errno: EFBIG, path: path) }
        return try file.read(Int(entry.size), at: 0)
    }

    /// Replaces a small file by another, in one step; if `isFlushed`, by one that is on the disk.
    func replace(
        _ path: String,
        with bytes: [UInt8],
        isFlushed: Bool
    ) throws(FileProblem) {
        let draft = FileName.draft(of: path)
        try remove(draft)
        do throws(FileProblem) {
            try write(bytes, toNew: draft, isFlushed: isFlushed)
            try move(draft, to: path)
        } catch {
            // Nobody looks for it again once the file that it speaks of is gone.
            try? remove(draft)
            throw error
        }
    }

    private func write(
        _ bytes: [UInt8],
        toNew path: String,
        isFlushed: Bool
    ) throws(FileProblem) {
        let file = try open(path, for: .making)
        let written = unsafe bytes.withUnsafeBytes { buffer in
            Result { () throws(FileProblem) in try unsafe file.write(buffer, at: 0) }
        }
        do throws(FileProblem) {
            try written.get()
            if isFlushed { try file.flushData() }
        } catch {
            try? file.close()
            throw error
        }
        try file.close()
    }

    /// Empties a file, on the disk too; false where it is none of ours alone, and left as it is.
    func empty(_ path: String) throws(FileProblem) -> Bool {
        let file = try open(path, for: .cutting)
        defer { try? file.close() }
        let entry = try file.entry()
        guard entry.kind == .regular, entry.links == 1 else { return false }
        try file.cut(to: 0)
        try file.flushData()
        return true
    }

    /// Removes a record; one that may be on the disk and speaks of safe bytes is emptied before.
    ///
    /// A power failure may bring its name back, beside a partial file that was made since.
    func forget(_ path: String, isSafe: Bool) throws(FileProblem) {
        if isSafe { _ = try? empty(path) }
        try remove(path)
    }

    /// Flushes a folder, as far as its file system can do that.
    ///
    /// - Returns: False where it cannot.
    func flushFolderIfPossible(_ path: String) throws(FileProblem) -> Bool {
        do throws(FileProblem) {
            try flushFolder(path)
            return true
        } catch {
            guard error.isUnflushableFolder else { throw error }
            return false
        }
    }

    /// Flushes a folder, so that what was made or removed in it is so on the disk.
    func flushFolder(_ path: String) throws(FileProblem) {
        let folder = try open(path, for: .flushingFolder)
        defer { try? folder.close() }
        try folder.flush()
    }
}
