/// What the tool tells the shell.
enum ExitCode: Equatable {
    /// Everything that was asked for is done.
    case done
    /// Something failed.
    case failed
    /// The arguments were wrong, and nothing was requested.
    case usage
    /// A signal ended it early.
    case interrupted(Int32)

    /// The number, by the conventions of shells.
    var number: Int32 {
        switch self {
        case .done: 0
        case .failed: 1
        case .usage: 2
        case .interrupted(let signal): 128 + signal
        }
    }
}
