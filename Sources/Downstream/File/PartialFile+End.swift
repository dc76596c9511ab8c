extension PartialFile {
    /// Gives the complete file its final name, in one step.
    ///
    /// - Parameters:
    ///   - name: What to call it where the target has no name of its own.
    ///   - durability: Whether to flush file and folder.
    ///   - stamp: What to note on the file, to tell later whether it is still the same.
    /// - Returns: Its path, and what went wrong after it was in its place: a sentence, or nil.
    /// - Throws: ``FileProblem``; the partial file is kept.
    package func publish(
        as name: String,
        _ durability: Durability,
        stamp: FileStamp? = nil
    ) throws(FileProblem) -> (path: String, warning: String?) {
        let open = try open()
        try checkStillOurs()
        stamp?.put(on: open)
        isDamaged = true
        if durability == .flushed {
            try open.flush()
        } else if stamp != nil {
            // A stamp that a power failure leaves on other bytes would keep them for good.
            try open.flushData()
        }
        try open.settle()
        isDamaged = false

        // What has no descriptor for its folder fails here, while nothing has happened yet.
        let isFlushed = durability == .flushed
        let folder = isFlushed ? try disk.open(target.folder, for: .flushingFolder) : nil
        defer { if let folder { try? folder.close() } }

        let existing = try Self.existing(at: target, on: disk)
        let mode = target.replaces ? existing?.mode : nil
        let published: String
        do throws(FileProblem) {
            // Last of all: whoever is killed behind this may leave what nobody can open again.
            if let mode { try open.setMode(mode) }
            published = try rename(to: target.name ?? name)
        } catch {
            // The next run has to be able to write it, whatever the mode of what it replaces.
            if let mode { try? open.setMode(mode | 0o600) }
            throw error
        }
        file = nil
        try? open.close()
        if hasRecord {
            LeftoverFile.removeRecord(of: path, on: disk, isSafe: hasSafeRecord)
        }
        do throws(FileProblem) {
            if let folder { try folder.flush() }
            return (published, nil)
        } catch {
            return (published, "its folder could not be flushed to the disk: \(error.word)")
        }
    }

    /// Removes the partial file and its record; what somebody put in its place stays.
    package func discard() throws(FileProblem) {
        guard let open = file else { return }
        defer {
            file = nil
            try? open.close()
        }
        guard try entryInPlace() != nil else { return }
        // Nobody else may come to the record as long as the name is ours. One that stays behind says
        // nothing without its partial file.
        if hasRecord { try? disk.forget(recordPath, isSafe: hasSafeRecord) }
        try disk.remove(path)
    }

    /// Leaves the partial file for a later run, if there can be one.
    package func leave() throws(FileProblem) {
        guard isShared else { return try discard() }
        guard let open = file else { return }
        file = nil
        try open.close()
    }

    /// Somebody may have put another file in our place, or given ours a second name.
    private func checkStillOurs() throws(FileProblem) {
        guard try entryInPlace()?.links == 1 else { throw FileProblem(.partialFileLost) }
    }

    /// What is at our path, if that is what we have open.
    private func entryInPlace() throws(FileProblem) -> FileEntry? {
        guard let entry = try disk.entry(at: path), entry.isSame(as: opened) else { return nil }
        return entry
    }

    private func rename(to name: String) throws(FileProblem) -> String {
        let final = FileSystem.path(target.folder, name)
        switch target.rule {
        case .replace, .update:
            if target.name == nil { _ = try disk.regularFile(at: final) }
            try disk.move(path, to: final)
            return final
        case .keep, .fail:
            guard try disk.moveUnlessTaken(path, to: final) else {
                throw FileProblem(.destinationExists)
            }
            return final
        case .number:
            for number in 1...999 {
                let candidate = FileSystem.path(
                    target.folder,
                    number == 1 ? name : FileName.numbered(name, number)
                )
                if try disk.moveUnlessTaken(path, to: candidate) { return candidate }
            }
            throw FileProblem(.destinationExists)
        }
    }

    static func existing(
        at target: Target,
        on disk: any Disk
    ) throws(FileProblem) -> FileEntry? {
        guard let name = target.name else { return nil }
        return try disk.regularFile(at: FileSystem.path(target.folder, name))
    }
}
