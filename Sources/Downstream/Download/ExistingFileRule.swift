/// What a download does where a file is already at its destination.
@nonexhaustive
public enum ExistingFileRule: String, Sendable, Equatable, Codable {
    /// The new file takes the place of the old one, in one step, once it is verified.
    case replace
    /// The old file stays and is the result; nothing is requested. Needs a destination `.file`.
    case keep
    /// The download fails with ``DownloadError/Reason/destinationExists``.
    case fail
    /// The new file takes the first free name of `name (2).ext` to `name (999).ext`.
    case number
}
