/// When a completed file is safe from a power failure.
@nonexhaustive
public enum Durability: String, Sendable, Equatable, Codable {
    /// When the operating system writes it back, as with curl and wget.
    case operatingSystem
    /// Before `completed`: file and folder are flushed to the disk.
    case flushed
}
