extension Intake {
    /// What is known of the bytes, for a later run; nil where it could not go on from them.
    func record() throws(DownloadError.Reason) -> ResumeRecord? {
        guard let version else { return nil }
        return ResumeRecord(
            identity: try identity(),
            version: version,
            safe: checkpoints.safe,
            written: isSegmented ? held : nil,
            name: name,
            digest: content.announced,
            boot: boot
        )
    }

    /// What tells this download from others; found out at the first use.
    func identity() throws(DownloadError.Reason) -> String {
        if let knownIdentity { return knownIdentity }
        let identity = try download.fingerprint()
        knownIdentity = identity
        return identity
    }
}
