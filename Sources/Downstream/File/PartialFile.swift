/// The file that a run writes before anybody may take it for complete, with the record beside it.
///
/// It is locked against other processes from its opening to its end. Part and record are touched
/// under that lock only, and the lock is held over the renaming, so that whoever locks late sees that
/// what he has opened is no partial file any more. Whoever lets go of it without publishing leaves it
/// on disk; `discard` removes it.
package final class PartialFile {
    /// Where it lies until it is published.
    package let path: String
    /// Where its record lies.
    let recordPath: String
    let target: Target
    let disk: any Disk
    /// Whether other runs can find it; not where the file system has no locks.
    let isShared: Bool
    var file: (any OpenFile)?
    /// The file as it was opened; which one it is stays so.
    let opened: FileEntry
    /// Whether there is a record on disk.
    var hasRecord: Bool
    /// Whether a record may have reached the disk that speaks of safe bytes.
    var hasSafeRecord: Bool
    /// Whether the file system has lost some of what it had accepted.
    package internal(set) var isDamaged = false

    /// Whether there may be bytes in it.
    private var hasBytes: Bool
    /// The bytes in it when it was opened.
    package var foundLength: Int64 { opened.size }
    /// The record beside it when it was opened; nil where there was none that makes sense.
    package let foundRecord: ResumeRecord?

    /// Opens or makes the partial file of a target, whose folder is there.
    ///
    /// - Throws: ``FileProblem``: `.destinationBusy` where another run has it, `.destinationExists`
    ///   where the rule refuses the file at the destination.
    package init(
        _ target: Target,
        on disk: any Disk = RealDisk()
    ) throws(FileProblem) {
        self.target = target
        self.disk = disk
        let existing = try Self.existing(at: target, on: disk)
        if existing != nil, target.rule == .fail { throw FileProblem(.destinationExists) }
        let mode = target.replaces ? existing?.mode : nil
        let claimed: ClaimedFile
        if let shared = try disk.claim(target.partialPath) {
            path = target.partialPath
            isShared = true
            claimed = shared
        } else {
            path = target.privatePartialPath(disk.uniqueNumber())
            isShared = false
            claimed = try disk.make(path)
        }
        recordPath = FileName.record(of: path)
        file = claimed.file
        opened = claimed.entry
        hasBytes = claimed.entry.size > 0
        let record = isShared ? Self.readRecord(recordPath, on: disk) : (exists: false, record: nil)
        hasRecord = record.exists
        foundRecord = record.record
        hasSafeRecord = record.record.map { !$0.safe.isEmpty } ?? false
        // A process that was killed while it wrote the record has left a draft of it.
        if !claimed.isNew { try disk.remove(FileName.draft(of: recordPath)) }
        // Whoever may not read the old file shall not read the new one meanwhile.
        if let mode { try claimed.file.setMode(mode | 0o600) }
    }

    deinit {
        // An error here can only concern bytes that nobody was told are safe.
        if let file { try? file.close() }
    }

    /// The record at a path; nil where there is none that makes sense.
    package static func readRecord(
        _ path: String,
        on disk: any Disk = RealDisk()
    ) -> (exists: Bool, record: ResumeRecord?) {
        do throws(FileProblem) {
            let bytes = try disk.contents(of: path, limit: 256 * 1024)
            return (true, ResumeRecord(bytes))
        } catch {
            // Without its record a partial file proves nothing; that is told as such.
            return (!error.isAbsence, nil)
        }
    }

    /// How many bytes the record names, where it names ranges.
    package var recordedCount: Int64 {
        Self.readRecord(recordPath, on: disk).record?.written?.count ?? 0
    }

    func open() throws(FileProblem) -> any OpenFile {
        guard let file else { throw FileProblem(.partialFileLost) }
        return file
    }
}

// MARK: - Bytes

extension PartialFile {
    /// Writes bytes at an offset; returns when the file system has taken them all.
    package func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(FileProblem) {
        hasBytes = true
        try unsafe open().write(bytes, at: offset)
    }

    /// Reads so many bytes back; fewer only at the end.
    package func read(_ count: Int, at offset: Int64) throws(FileProblem) -> [UInt8] {
        try open().read(count, at: offset)
    }

    /// Drops the bytes from an offset on; what is kept stays what the record says it is.
    package func cut(to length: Int64) throws(FileProblem) {
        try open().cut(to: length)
    }

    /// Drops all bytes and the record.
    ///
    /// When bytes of another version come, no record of the one before may be left, on the disk least
    /// of all.
    package func clear() throws(FileProblem) {
        if hasBytes { try open().cut(to: 0) }
        hasBytes = false
        guard hasRecord else { return }
        let isEmptied = (try? disk.empty(recordPath)) == true
        try disk.remove(recordPath)
        hasRecord = false
        hasSafeRecord = false
        // Should the name come back after a power failure, it is that of an empty file.
        if isEmptied {
            _ = try disk.flushFolderIfPossible(target.folder)
        } else {
            try disk.flushFolder(target.folder)
        }
    }

    /// Throws if the file system has no room for this file to become so long.
    ///
    /// - Parameters:
    ///   - total: The length.
    ///   - held: How many bytes are there; nil where there is no gap, so that the length tells.
    /// - Throws: ``FileProblem``: `.diskFull`.
    package func reserve(_ total: Int64, held: Int64? = nil) throws(FileProblem) {
        guard let free = disk.freeBytes(target.folder) else { return }
        // The bytes that are there need no more room, or give theirs back.
        let there = if let held { held } else { try open().entry().size }
        guard free < total - min(there, total) else { return }
        throw FileProblem(.diskFull)
    }
}

// MARK: - The record

extension PartialFile {
    /// What flushes the bytes written so far and then says so in the record, or says only what was
    /// written, on any thread.
    ///
    /// It must have returned before this file is published, discarded, cleared or let go of.
    package struct Checkpoint: Sendable {
        let disk: any Disk
        let file: any OpenFile
        let recordPath: String
        let record: ResumeRecord

        /// Flushes what was written so far.
        ///
        /// - Throws: ``FileProblem``; then some of it may be lost, and a second flush would not say so.
        package func flush() throws(FileProblem) {
            try file.flushData()
        }

        /// Says in the record what was flushed; where it cannot, as on a full disk, the record of
        /// before holds as far as it goes.
        package func note() throws(FileProblem) {
            // A power failure could give the name of the part to one before it that was published since,
            // and keep the record of this one: names reach the disk in an order of their own.
            _ = try disk.flushFolderIfPossible(FileSystem.folder(of: recordPath))
            // The name may reach the disk before the bytes do: a power failure would leave it empty.
            try PartialFile.write(record, to: recordPath, on: disk, isFlushed: true)
        }

        /// Says in the record what was written, and of safe bytes what it said before.
        package func noteWritten() throws(FileProblem) {
            let isFlushed = !record.safe.isEmpty
            try PartialFile.write(record, to: recordPath, on: disk, isFlushed: isFlushed)
        }
    }

    /// Writes a record so that the one before cannot come back: some of what that calls safe is about
    /// to go.
    package func replaceRecord(with record: ResumeRecord) throws(FileProblem) {
        guard hasSafeRecord else { return try note(record) }
        let isFlushable = try disk.flushFolderIfPossible(target.folder)
        // Should it come back after a power failure, it says nothing.
        if !isFlushable { _ = try disk.empty(recordPath) }
        try note(record)
        if isFlushable { try disk.flushFolder(target.folder) }
    }

    /// Writes the record, and gives the safe bytes as it says, without flushing the bytes.
    package func note(_ record: ResumeRecord) throws(FileProblem) {
        guard isShared else { return }
        // The one before is on the disk, and speaks of safe bytes: after a power failure there must not
        // be an empty one in its place.
        try Self.write(record, to: recordPath, on: disk, isFlushed: !record.safe.isEmpty)
        hasRecord = true
        hasSafeRecord = hasSafeRecord || !record.safe.isEmpty
    }

    /// The checkpoint that makes this record true; nil where no other run could use it.
    package func checkpoint(_ record: ResumeRecord) throws(FileProblem) -> Checkpoint? {
        guard isShared else { return nil }
        hasRecord = true
        hasSafeRecord = true
        return Checkpoint(disk: disk, file: try open(), recordPath: recordPath, record: record)
    }

    private static func write(
        _ record: ResumeRecord,
        to path: String,
        on disk: any Disk,
        isFlushed: Bool
    ) throws(FileProblem) {
        let bytes: [UInt8]
        do {
            bytes = try record.encoded()
        } catch {
            throw FileProblem(.fileSystem(problem: "the resume record cannot be encoded"))
        }
        try disk.replace(path, with: bytes, isFlushed: isFlushed)
    }
}
