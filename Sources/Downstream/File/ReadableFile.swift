#if canImport(FoundationEssentials)
package import struct FoundationEssentials.Data
#else
package import struct Foundation.Data
#endif

/// A file that is open for reading, whatever becomes of its name; on any thread.
package final class ReadableFile: Sendable {
    private let file: any OpenFile
    /// Its size when it was opened, in bytes.
    package let size: Int64

    /// Opens a regular file.
    ///
    /// - Parameters:
    ///   - path: Where it is.
    ///   - disk: The disk of the path.
    ///   - expected: What has to be there; nil for any file.
    /// - Throws: ``FileProblem``: `.partialFileLost` where something else is there.
    init(
        _ path: String,
        on disk: any Disk = RealDisk(),
        sameAs expected: FileEntry? = nil
    ) throws(FileProblem) {
        // The way to the partial file is ours.
        let file = try disk.open(path, for: .reading(throughLinks: false))
        do throws(FileProblem) {
            let entry = try file.entry()
            guard entry.kind == .regular, expected?.isSame(as: entry) ?? true else {
                throw FileProblem(.partialFileLost)
            }
            size = entry.size
        } catch {
            try? file.close()
            throw error
        }
        self.file = file
    }

    deinit {
        // Nothing was written that closing could lose.
        try? file.close()
    }

    /// Reads so many bytes; fewer only at the end.
    package func read(_ count: Int, at offset: Int64) throws(FileProblem) -> Data {
        Data(try file.read(count, at: offset))
    }
}

extension PartialFile {
    /// What opens it for reading, on any thread, until it is published, left or discarded.
    func reading() throws(FileProblem) -> @Sendable () throws(FileProblem) -> ReadableFile {
        let (path, disk) = (path, disk)
        let ours = try open().entry()
        return { () throws(FileProblem) in try ReadableFile(path, on: disk, sameAs: ours) }
    }
}
