#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A partial file that this process alone may write.
struct ClaimedFile {
    let file: any OpenFile
    /// What it was when it was claimed.
    let entry: FileEntry
    /// Whether nothing was there before.
    let isNew: Bool
}

extension Disk {
    /// The regular file at a path; nil where nothing is, and refused where it is anything else.
    func regularFile(at path: String) throws(FileProblem) -> FileEntry? {
        guard let entry = try entry(at: path) else { return nil }
        switch entry.kind {
        case .regular: return entry
        case .directory:
            throw FileProblem(.invalidDestination(problem: "\(path) is a folder"))
        case .other:
            throw FileProblem(.invalidDestination(problem: "\(path) is not a regular file"))
        }
    }

    /// Opens or makes a partial file, and locks it against other processes.
    ///
    /// A file that has other names too is somebody else's: it loses this name, and keeps its bytes.
    ///
    /// - Returns: nil where the file system has no locks.
    /// - Throws: `.destinationBusy` if somebody else has the lock.
    func claim(_ path: String) throws(FileProblem) -> ClaimedFile? {
        // Between opening and locking, its owner may have published or removed what was opened.
        for _ in 0..<100 {
            let (file, isNew) = try openOrMake(path)
            do throws(FileProblem) {
                guard try file.lock() else {
                    try? file.close()
                    if isNew { try remove(path) }
                    return nil
                }
                let ours = try file.entry()
                if ours.links == 1, let named = try entry(at: path), named.isSame(as: ours) {
                    return ClaimedFile(file: file, entry: ours, isNew: isNew)
                }
            } catch {
                try? file.close()
                throw error
            }
            try? file.close()
        }
        throw FileProblem(.partialFileLost)
    }

    /// Makes a file that was not there.
    func make(_ path: String) throws(FileProblem) -> ClaimedFile {
        let file = try open(path, for: .making)
        do throws(FileProblem) {
            return ClaimedFile(file: file, entry: try file.entry(), isNew: true)
        } catch {
            try? file.close()
            try? remove(path)
            throw error
        }
    }

    private func openOrMake(
        _ path: String
    ) throws(FileProblem) -> (file: any OpenFile, isNew: Bool) {
        do throws(FileProblem) {
            return (try open(path, for: .making), true)
        } catch {
            guard error.errno == EEXIST else { throw error }
            if let there = try entry(at: path), there.kind == .regular, there.links > 1 {
                try remove(path)
            }
            return (try openOwn(path), false)
        }
    }

    private func openOwn(_ path: String) throws(FileProblem) -> any OpenFile {
        let file = try open(path, for: .keeping)
        do throws(FileProblem) {
            guard try file.entry().kind == .regular else {
                throw FileProblem(.invalidDestination(problem: "\(path) is not a regular file"))
            }
        } catch {
            try? file.close()
            throw error
        }
        return file
    }
}
