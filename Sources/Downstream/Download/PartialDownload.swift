#if canImport(FoundationEssentials)
public import struct FoundationEssentials.URL
#else
public import struct Foundation.URL
#endif

/// A partial file that an earlier run has left.
public struct PartialDownload: Sendable, Equatable {
    /// Where it is.
    public var url: URL
    /// The bytes in it.
    public var byteCount: Int64
    /// The size of the whole file in bytes; nil where it is not known, or where no run can go on.
    public var expected: Int64?
    /// The name that the file will have; nil where it is not known.
    public var name: String?
    /// Whether it has a record, so that the same download can go on from it.
    public var isResumable: Bool

    /// Describes a partial file.
    public init(
        url: URL,
        byteCount: Int64,
        expected: Int64? = nil,
        name: String? = nil,
        isResumable: Bool = false
    ) {
        self.url = url
        self.byteCount = byteCount
        self.expected = expected
        self.name = name
        self.isResumable = isResumable
    }

    /// Removes it and its record; one that is gone already is fine.
    ///
    /// - Throws: ``DownloadError`` in stage ``DownloadError/Stage/reserving``: `.destinationBusy` where
    ///   a run is writing it, or what the file system says.
    public func discard() throws(DownloadError) {
        try LeftoverFile.edge(url.path(percentEncoded: false)) { path throws(FileProblem) in
            try LeftoverFile.remove(path)
        }
    }
}

extension Download {
    /// The partial files in a folder, of whatever download, in the order of their names.
    ///
    /// They are files whose names end in `.part`; folders below it are not searched.
    ///
    /// - Parameter folder: A `file:` URL.
    /// - Returns: What is there; a run may be writing some of it.
    /// - Throws: ``DownloadError`` in stage ``DownloadError/Stage/reserving`` if the folder cannot be
    ///   read.
    public static func partials(in folder: URL) throws(DownloadError) -> [PartialDownload] {
        try LeftoverFile.edge(folder.path(percentEncoded: false)) { path throws(FileProblem) in
            try LeftoverFile.all(in: path)
        }
    }

    /// Removes what an earlier run of this download has left: its partial file and its record.
    ///
    /// Nothing happens where there is none, and for a download to `.nowhere`.
    ///
    /// - Throws: ``DownloadError`` in stage ``DownloadError/Stage/reserving``: `.destinationBusy` where
    ///   a run is writing it, `.invalidDestination` where there can be none, or what the file system
    ///   says.
    public func discardPartial() throws(DownloadError) {
        try LeftoverFile.edge(destination.description) { _ throws(FileProblem) in
            let target: Target?
            do throws(DownloadError.Reason) {
                target = try Target(self)
            } catch {
                throw FileProblem(error)
            }
            if let target { try LeftoverFile.remove(target.partialPath) }
        }
    }
}
