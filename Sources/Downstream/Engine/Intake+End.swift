extension Intake {
    /// What a look at the whole file has found.
    struct Findings {
        var checksum: Checksum?
        var container: MediaContainer?
        var warnings: [String] = []
    }

    /// Holds the whole file against what it has to prove.
    func verify() throws -> Findings {
        let required = download.verification
        if length == 0, !required.allowsEmpty { throw DownloadError.Reason.emptyBody }
        if let size = required.size, size != length {
            throw DownloadError.Reason.wrongSize(expected: size, actual: length)
        }
        // After a resume that brought nothing, the beginning has not been looked at yet.
        if length > 0 { try content.look(isWhole: true) }
        let checksum = try content.verify(length, read)
        var findings = Findings(checksum: checksum, container: content.container)
        if let missing = try content.missingBytes(length, read) {
            guard required.expecting != .video else {
                throw DownloadError.Reason.mediaCutShort(missing: missing)
            }
            findings.warnings.append(
                "its last box lacks \(ByteCount.text(missing)): it is cut short"
            )
        }
        return findings
    }

    /// Puts the file in its place; nil where there is no file.
    func publish(stamp: FileStamp?) async throws -> (path: String, warning: String?)? {
        try await settle()
        let published = try file?.publish(as: name ?? "", download.durability, stamp: stamp)
        written?.publishes()
        return published
    }

    /// Keeps the bytes, unless they are known to be of no use, and what a later run needs to know.
    ///
    /// - Parameter error: What kept the file from being published; nil if nothing did.
    /// - Returns: The bytes that are kept.
    /// - Throws: ``FileProblem`` where a file that is of no use cannot be removed.
    func end(after error: (any Error)?) async throws -> Int64 {
        await checkpoints.settle()
        written?.leaves()
        guard let file else { return 0 }
        // What an earlier run has left, and this one has not touched, is not this one's to remove.
        if isUntouched, file.foundLength > 0 {
            try file.leave()
            return heldCount
        }
        guard length > 0, !Self.provesUseless(error) else {
            try file.discard()
            return 0
        }
        var isNoted = true
        do throws(FileProblem) {
            guard !checkpoints.hasFailed, !file.isDamaged else { throw FileProblem(.diskFull) }
            isNoted = try flush(file)
        } catch {
            // What the disk has lost would be trusted as long as the system runs: it goes first.
            length = checkpoints.safe.prefix
            guard (try? file.cut(to: length)) != nil, (try? leaveBeyond()) != nil else {
                try file.discard()
                return 0
            }
        }
        try file.leave()
        guard file.isShared else { return 0 }
        return isNoted || !isSegmented ? heldCount : file.recordedCount
    }

    /// Has the bytes and their record reach the disk.
    ///
    /// - Returns: Whether the record has: on a full disk the one before stays, and holds as far as it
    ///   goes.
    private func flush(_ file: PartialFile) throws(FileProblem) -> Bool {
        guard var record = try? record() else { return true }
        record.safe = held
        guard let checkpoint = try file.checkpoint(record) else { return true }
        try checkpoint.flush()
        return (try? checkpoint.note()) != nil
    }

    /// Whether the bytes themselves are known to be wrong, or part of more than anybody wants.
    private static func provesUseless(_ error: (any Error)?) -> Bool {
        switch error as? DownloadError.Reason {
        case .checksumMismatch, .wrongSize, .tooLarge, .notTheExpectedMedia, .mediaCutShort: true
        default: false
        }
    }
}
