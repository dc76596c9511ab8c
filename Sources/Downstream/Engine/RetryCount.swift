/// How many attempts in a row have come to nothing.
package struct RetryCount: Equatable {
    /// An attempt that brought this much is no failure, whatever ended it.
    private static let realProgress: Int64 = 1024 * 1024

    /// The failed attempts since the last real progress, this one included.
    package private(set) var failures = 0

    /// No attempts yet.
    package init() {}

    /// Notes a failed attempt that left `length` bytes where there had been `before`.
    ///
    /// One that dropped bytes and began again is a failure however much it brought: otherwise a server
    /// that never resumes would be asked for ever.
    package mutating func note(before: Int64, length: Int64, isRestart: Bool) {
        failures = !isRestart && length - before >= Self.realProgress ? 1 : failures + 1
    }
}
