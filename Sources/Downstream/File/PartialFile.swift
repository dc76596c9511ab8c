/// The file that a download writes before anybody may take it for complete.
///
/// Whoever lets go of it without publishing leaves it on disk; `discard` removes it.
package final class PartialFile {
    /// Where it lies until it is published.
    package let path: String
    /// The bytes of an earlier run that were dropped, as nothing proves what they belong to.
    package let dropped: Int64
    private let target: Target
    private var descriptor: Int32?

    /// Makes the partial file, started over if there was one; its folder is there.
    package init(_ target: Target) throws(FileProblem) {
        self.target = target
        path = target.partialPath
        var mode: UInt32?
        if let name = target.name {
            let existing = try Self.existing(FileSystem.path(target.folder, name))
            if existing != nil, target.rule == .fail { throw FileProblem(.destinationExists) }
            mode = target.rule == .replace ? existing?.mode : nil
        }
        let created = try FileSystem.create(path, mode: mode)
        descriptor = created.descriptor
        dropped = created.dropped
    }

    deinit {
        // An error here can only concern bytes that nobody was told are safe.
        if let descriptor { try? FileSystem.shut(descriptor, path: path) }
    }

    /// The regular file at a path; nil where nothing is, and refused where it is anything else.
    package static func existing(_ path: String) throws(FileProblem) -> (size: Int64, mode: UInt32)?
    {
        guard let entry = try FileSystem.entry(at: path) else { return nil }
        switch entry.kind {
        case .regular: return (entry.size, entry.mode)
        case .directory:
            throw FileProblem(
                .invalidDestination(problem: "\(path) is a folder")
            )
        case .other:
            throw FileProblem(.invalidDestination(problem: "\(path) is not a regular file"))
        }
    }

    /// Writes bytes at an offset; returns when the file system has taken them all.
    package func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(FileProblem) {
        guard let descriptor else { throw FileProblem(.partialFileLost) }
        try unsafe FileSystem.put(bytes, at: offset, to: descriptor, path: path)
    }

    /// Gives the complete file its final name, in one step.
    ///
    /// - Parameters:
    ///   - name: What to call it where the target has no name of its own.
    ///   - durability: Whether to flush file and folder.
    /// - Returns: Its path.
    /// - Throws: ``FileProblem``; the partial file is kept.
    package func publish(as name: String, _ durability: Durability) throws(FileProblem) -> String {
        guard let open = descriptor else { throw FileProblem(.partialFileLost) }
        try checkStillOurs(open)
        if durability == .flushed { try FileSystem.flush(open, path: path) }
        descriptor = nil
        try FileSystem.shut(open, path: path)

        let published = try rename(to: target.name ?? name)
        if durability == .flushed { try FileSystem.flushFolder(target.folder) }
        return published
    }

    /// Removes the partial file; what somebody put in its place stays.
    package func discard() throws(FileProblem) {
        guard let open = descriptor else { return }
        descriptor = nil
        defer { try? FileSystem.shut(open, path: path) }
        if try isInPlace(open) { try FileSystem.remove(path) }
    }

    /// Somebody may have put another file in our place, or given ours a second name.
    private func checkStillOurs(_ open: Int32) throws(FileProblem) {
        guard try isInPlace(open), try FileSystem.entry(of: open, path: path).links == 1 else {
            throw FileProblem(.partialFileLost)
        }
    }

    private func isInPlace(_ open: Int32) throws(FileProblem) -> Bool {
        let ours = try FileSystem.entry(of: open, path: path)
        guard let there = try FileSystem.entry(at: path) else { return false }
        return there.inode == ours.inode && there.device == ours.device
    }

    private func rename(to name: String) throws(FileProblem) -> String {
        let final = FileSystem.path(target.folder, name)
        switch target.rule {
        case .replace:
            _ = try Self.existing(final)
            try FileSystem.move(path, to: final)
            return final
        case .keep, .fail:
            guard try FileSystem.moveUnlessTaken(path, to: final) else {
                throw FileProblem(.destinationExists)
            }
            return final
        case .number:
            for number in 1...999 {
                let candidate = FileSystem.path(
                    target.folder,
                    number == 1 ? name : FileName.numbered(name, number)
                )
                if try FileSystem.moveUnlessTaken(path, to: candidate) { return candidate }
            }
            throw FileProblem(.destinationExists)
        }
    }
}
