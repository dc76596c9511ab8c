/// Where the bytes of one download lie before and after it is complete.
package struct Target: Equatable {
    /// The folder of both.
    package let folder: String
    /// The final name; nil where the server or the URL will give it.
    package let name: String?
    /// The name until the file is complete, in the same folder: publishing is one rename.
    package let partialName: String
    /// What happens where the final name is taken.
    package let rule: ExistingFileRule

    /// Whether the new file takes the place of an old one.
    var replaces: Bool { rule == .replace || rule == .update }

    /// The path until the file is complete.
    package var partialPath: String { FileSystem.path(folder, partialName) }

    /// A path by a number of which no other run knows; for file systems without locks.
    package func privatePartialPath(_ number: UInt64) -> String {
        let name = FileName.partial(of: "\(partialName.dropLast(5)).\(String(number, radix: 16))")
        return FileSystem.path(folder, name)
    }

    /// What names the place of the partial file whichever way its path is written; makes the folders.
    package func claimablePlace(
        on disk: any Disk = RealDisk()
    ) throws(FileProblem) -> String {
        // As a rule the folder is there.
        if let known = try? disk.folderIdentity(folder) { return "\(known)/\(partialName)" }
        try disk.makeFolders(folder)
        return try "\(disk.folderIdentity(folder))/\(partialName)"
    }

    /// The place of a download; nil for `.nowhere`.
    package init?(_ download: Download) throws(DownloadError.Reason) {
        switch download.destination.place {
        case .nowhere:
            return nil
        case .notAFile(let scheme):
            let kind = scheme.isEmpty ? "it is not a file URL" : "\(scheme): is not a file"
            throw .invalidDestination(problem: kind)
        case .file(let path):
            try Self.judge(path)
            let name = FileSystem.name(of: path)
            guard !name.isEmpty, name != ".", name != ".." else {
                throw .invalidDestination(problem: "\(path) is a folder")
            }
            folder = FileSystem.folder(of: path)
            self.name = name
            partialName = FileName.partial(of: name)
            rule = download.existingFile ?? .replace
        case .directory(let path):
            try Self.judge(path)
            folder = path
            name = nil
            partialName = try Self.partialName(for: download)
            rule = download.existingFile ?? .number
        }
    }

    private static func judge(_ path: String) throws(DownloadError.Reason) {
        guard !path.isEmpty else { throw .invalidDestination(problem: "its path is empty") }
        guard !path.utf8.contains(0) else {
            throw .invalidDestination(problem: "its path holds a NUL character")
        }
    }

    /// Before the name is known, the partial file is named after what is being downloaded.
    private static func partialName(for download: Download) throws(DownloadError.Reason) -> String {
        ".\(Hexadecimal.text(try download.digest().prefix(8))).part"
    }
}

extension Download {
    /// What tells this download from others without telling its URL: hexadecimal digits.
    package func fingerprint() throws(DownloadError.Reason) -> String {
        Hexadecimal.text(try digest())
    }

    fileprivate func digest() throws(DownloadError.Reason) -> [UInt8] {
        let digest = try MessageDigest(.sha256)
        digest.update("Downstream partial file\n")
        digest.update(identity ?? source.identity)
        return try digest.finishedBytes()
    }
}
