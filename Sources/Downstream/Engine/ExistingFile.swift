#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What the rule for existing files makes of the file at a destination.
struct ExistingFile {
    let path: String
    let size: Int64
    /// Whether it stays, and nothing is requested.
    let isKept: Bool
    /// What it bears of the server's version, where the server is to be asked for another one.
    let stamp: FileStamp?

    /// Looks at the destination of a download; nil where nothing is there, or where the rule does not
    /// care.
    init?(at target: Target?, on disk: any Disk, for download: Download) throws {
        guard let target, let name = target.name else { return nil }
        let path = FileSystem.path(target.folder, name)
        try self.init(at: path, on: disk, target.rule, for: download)
    }

    /// Looks at a final name.
    ///
    /// - Throws: ``FileProblem``: `.destinationExists` where the rule refuses what is there.
    init?(
        at path: String,
        on disk: any Disk,
        _ rule: ExistingFileRule,
        for download: Download
    ) throws {
        guard [.keep, .update, .fail].contains(rule),
            let entry = try disk.regularFile(at: path)
        else { return nil }
        guard rule != .fail else { throw FileProblem(.destinationExists) }
        self.path = path
        isKept = rule == .keep
        stamp =
            try isKept
            ? nil : FileStamp(ofFileAt: path, on: disk, identity: download.fingerprint())
        // Another one may have come since: the server is asked about the one that bears the stamp.
        size = stamp?.size ?? entry.size
    }

    /// The good end of a download that leaves this file as it is.
    func completion(
        _ how: DownloadEvent.How,
        after duration: Duration,
        attempts: Int,
        isVerified: Bool
    ) -> DownloadEvent.Completion {
        DownloadEvent.Completion(
            url: URL(filePath: path),
            byteCount: size,
            how: how,
            duration: duration,
            attempts: attempts,
            lengthVerified: isVerified
        )
    }
}
