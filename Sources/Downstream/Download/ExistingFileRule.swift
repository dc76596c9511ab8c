/// What a download does where a file is already at its destination.
@nonexhaustive
public enum ExistingFileRule: String, Sendable, Equatable, Codable {
    /// The new file takes the place of the old one, in one step, once it is verified.
    case replace
    /// The old file stays and is the result; nothing is requested, or, where only the server tells
    /// the name, nothing but the head of its answer is received.
    case keep
    /// The download fails with ``DownloadError/Reason/destinationExists``.
    case fail
    /// The server is asked whether it has another version than the one that was saved with this rule;
    /// if it has, the new file takes the place of the old one.
    ///
    /// The saved file gets the modification time of the server's, and an attribute with its entity tag
    /// and size. A file that has been changed since, or that a file system without attributes holds, is
    /// fetched again.
    case update
    /// The new file takes the first free name of `name (2).ext` to `name (999).ext`.
    case number
}
