/// One way to listen to a download, small enough to be read as documentation.
protocol Recipe {
    /// What the command line calls it.
    static var name: String { get }
    /// What it shows, in a few words.
    static var summary: String { get }

    /// Runs it and says how many bytes it has brought.
    static func run(at place: Place) async throws -> Int64
}

/// Why a recipe has not brought what it should have.
struct Shortfall: Error, CustomStringConvertible {
    let description: String
}
