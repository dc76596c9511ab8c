internal import Downstream

/// What a run that stopped early has not begun.
struct UnbegunRest {
    /// Taken already, and waiting for their turn.
    var downloads: [Download] = []
    /// The URLs among the arguments that were not taken.
    var arguments: [String] = []
    /// Whether there are lines of the list that nobody has read.
    var hasList = false

    /// Whether everything was begun.
    var isEmpty: Bool { downloads.isEmpty && arguments.isEmpty && !hasList }
    /// How many URLs are known that were not begun.
    var count: Int { downloads.count + arguments.count }
}
