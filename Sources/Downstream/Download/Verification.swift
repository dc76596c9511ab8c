/// What the bytes of a download must prove before they become the file.
///
/// The announced length is always verified.
public struct Verification: Sendable, Equatable {
    /// The size the file must have in bytes; nil for any.
    public var size: Int64?
    /// The checksum the file must have; nil for any.
    public var checksum: Checksum?
    /// An algorithm whose checksum `completed` shall tell; nil computes none but the required one.
    public var computing: Checksum.Algorithm?
    /// What the file must be, as far as its first bytes show; nil for anything.
    public var expecting: ExpectedMedia?
    /// Whether a file of no bytes is a file; by default it is a failure.
    public var allowsEmpty: Bool

    /// Requirements; what is left out is not required.
    public init(
        size: Int64? = nil,
        checksum: Checksum? = nil,
        computing: Checksum.Algorithm? = nil,
        expecting: ExpectedMedia? = nil,
        allowsEmpty: Bool = false
    ) {
        self.size = size
        self.checksum = checksum
        self.computing = computing
        self.expecting = expecting
        self.allowsEmpty = allowsEmpty
    }

    /// What is required unless told otherwise: the announced length, and not empty.
    public static let `default` = Verification()

    /// The algorithm to compute while bytes arrive; nil for none.
    package var algorithm: Checksum.Algorithm? {
        checksum?.algorithm ?? computing
    }
}
