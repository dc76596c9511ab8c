#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Partial files that no run holds.
enum LeftoverFile {
    /// Does something with a path, and tells what stops it as the library's callers get it.
    static func edge<Result>(
        _ path: String,
        _ body: (String) throws(FileProblem) -> Result
    ) throws(DownloadError) -> Result {
        do throws(FileProblem) {
            return try body(path)
        } catch {
            let shown = Redaction.printable(path)
            throw DownloadError(
                reason: error.reason,
                stage: .reserving,
                sentence: FailureSentence.text(
                    error.reason,
                    stage: .reserving,
                    source: shown,
                    destination: shown
                ),
                errno: error.errno
            )
        }
    }

    /// Removes a partial file and its record.
    static func remove(_ path: String) throws(FileProblem) {
        let disk = RealDisk()
        let record = FileName.record(of: path)
        let names = [path, record, FileName.draft(of: record)]
        var isThere = false
        for name in names { isThere = try disk.entry(at: name) != nil || isThere }
        guard isThere else { return }
        _ = try disk.regularFile(at: path)
        // Whoever has it locked is still writing. Nobody else may come to the record meanwhile.
        let claimed = try disk.claim(path)
        defer { if let claimed { try? claimed.file.close() } }
        for name in names.reversed() { try disk.remove(name) }
    }

    /// Removes the record of a partial file that has been published.
    ///
    /// Another run may have made a partial file of the same name by now: then the record is its own,
    /// or will be. A record that stays behind says nothing without its partial file. `isSafe` tells
    /// whether it may be on the disk, and speak of safe bytes.
    static func removeRecord(of path: String, on disk: any Disk, isSafe: Bool) {
        guard let claimed = try? disk.claim(path) else { return }
        if claimed.entry.size == 0 {
            try? disk.forget(FileName.record(of: path), isSafe: isSafe)
            if claimed.isNew { try? disk.remove(path) }
        }
        try? claimed.file.close()
    }

    /// The partial files in a folder.
    static func all(in folder: String) throws(FileProblem) -> [PartialDownload] {
        var found: [PartialDownload] = []
        for name in try FileSystem.names(in: folder).sorted() where name.hasSuffix(".part") {
            let path = FileSystem.path(folder, name)
            guard let entry = try FileSystem.entry(at: path), entry.kind == .regular else {
                continue
            }
            let record = PartialFile.readRecord(FileName.record(of: path)).record
            found.append(
                PartialDownload(
                    url: URL(filePath: path),
                    byteCount: record?.byteCount(ofFile: entry.size) ?? entry.size,
                    expected: record?.version.total,
                    name: record?.name,
                    isResumable: record != nil
                )
            )
        }
        return found
    }
}
