internal import Downstream

/// What a run of the tool is asked for.
struct Options: Equatable {
    /// The texts of the URLs, in their order; at least one.
    var sources: [String]
    /// Where their files go.
    var destination: Destination
    /// Whether only failures are told.
    var isQuiet = false
    /// Whether events go to standard output as lines of JSON.
    var writesJSON = false
    /// The file that the log is appended to; nil for none.
    var log: String?
}
