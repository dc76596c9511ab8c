/// What a run has left of a file when it was let go of.
struct Remains: Sendable {
    /// What has to be the same for another run to go on from it.
    struct Mark: Sendable, Equatable {
        /// The destination.
        let path: String
        let resource: Int
        let signs: Bool
    }

    let mark: Mark
    /// The bytes that were told, of a version that the server proves.
    let bytes: Int64
    let process: Int
    /// Whose run it was: those who listen to it late are told of its beginning, not of the next one's.
    let claim: Int
}
