/// What of a partial file can be gone on from.
package struct ResumePlan: Equatable {
    /// The bytes from the beginning that can be trusted; 0 where there is nothing to go on from.
    package let safe: Int64
    /// The bytes behind a gap that can be trusted too.
    package let beyond: ByteRanges
    /// Which version of the file they are of; nil only where there are none.
    package let version: FileVersion?
    /// Why there are bytes on disk that cannot be used; nil where all can be, or none are there.
    package let restart: DownloadEvent.RestartReason?

    private init(
        _ trusted: ByteRanges = ByteRanges(),
        version: FileVersion? = nil,
        restart: DownloadEvent.RestartReason? = nil
    ) {
        var beyond = trusted
        safe = beyond.removeFirst(from: 0) ?? 0
        self.beyond = beyond
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
            self.init()
            return
        }
        guard let record else {
            self.init(restart: .notProvable)
            return
        }
        guard record.identity == identity else {
            self.init(restart: .otherDownload)
            return
        }
        let isSameBoot = boot != nil && boot == record.boot
        let there = ByteRanges(upTo: length)
        let trusted = isSameBoot ? record.written?.clipped(to: length) ?? there : record.safe
        // What does not begin with the beginning is of no use: no request could go on from it.
        guard record.safe.end <= length, trusted.prefix > 0,
            trusted.end <= record.version.total ?? .max
        else {
            self.init(restart: .notProvable)
            return
        }
        self.init(trusted, version: record.version)
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
