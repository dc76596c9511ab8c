/// What of a partial file can be gone on from.
package struct ResumePlan: Equatable {
    /// The bytes from the beginning that can be trusted; 0 where there is nothing to go on from.
    package let safe: Int64
    /// Which version of the file they are of; nil only where there are none.
    package let version: FileVersion?
    /// Why there are bytes on disk that cannot be used; nil where all can be, or none are there.
    package let restart: DownloadEvent.RestartReason?

    private init(safe: Int64, version: FileVersion?, restart: DownloadEvent.RestartReason?) {
        self.safe = safe
        self.version = version
        self.restart = restart
    }

    /// Judges a partial file of `length` bytes by its record, for a download of this identity.
    ///
    /// What was written since the system booted is there, even if the process was killed. What was
    /// written before counts only as far as it was flushed.
    package init(
        _ record: ResumeRecord?,
        length: Int64,
        identity: String,
        boot: String?
    ) {
        guard length > 0 else {
            self.init(safe: 0, version: nil, restart: nil)
            return
        }
        guard let record else {
            self.init(safe: 0, version: nil, restart: .notProvable)
            return
        }
        guard record.identity == identity else {
            self.init(safe: 0, version: nil, restart: .otherDownload)
            return
        }
        let isSameBoot = boot != nil && boot == record.boot
        let trusted = isSameBoot ? length : min(record.safe, length)
        guard record.safe <= length, trusted > 0, trusted <= record.version.total ?? .max else {
            self.init(safe: 0, version: nil, restart: .notProvable)
            return
        }
        self.init(safe: trusted, version: record.version, restart: nil)
    }
}

/// Where a request goes on, and what proves that it may.
package struct ResumePoint: Equatable, Sendable {
    /// The bytes that are there.
    package let length: Int64
    /// Which version of the file they are of.
    package let version: FileVersion
    /// Whether the URL may change from run to run, so that a validator alone is no proof.
    package let needsTotal: Bool

    /// The point after `length` bytes of a version.
    package init(after length: Int64, of version: FileVersion, needsTotal: Bool = false) {
        self.length = length
        self.version = version
        self.needsTotal = needsTotal
    }

    /// The first byte to ask for.
    ///
    /// Where all bytes are there it is the last one again: behind it servers have nothing to say, and
    /// some answer that in ways that prove nothing.
    package var offset: Int64 { length == version.total ? length - 1 : length }
}
