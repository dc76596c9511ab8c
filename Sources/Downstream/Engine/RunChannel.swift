/// Where a run tells its events: the hub of one download, or its place in a batch.
package protocol RunChannel: AnyObject, Sendable {
    /// Takes in an event, at once, even where there is no room left.
    ///
    /// - Returns: Whether somebody waits for it, whom `wake` is to resume once no lock is held.
    func enqueue(_ event: DownloadEvent) -> Bool
    /// Resumes those whom events have woken.
    func wake()
    /// Where the run says what can be read back of its file; nil where nobody does.
    var written: WrittenBytes? { get }
    /// Whether consumers have kept up.
    var hasRoom: Bool { get }
    /// Waits until the consumers have made room, or this task is cancelled.
    func room() async
    /// Ends the stream of a run that was cancelled.
    func close()
    /// Whether the run has been cancelled and is letting go of what it holds.
    var isLeaving: Bool { get }
    /// Has the run cancelled from inside.
    func cancelRun()
}

extension RunChannel {
    /// Takes in an event, for a caller that holds no lock.
    package func offer(_ event: DownloadEvent) {
        if enqueue(event) { wake() }
    }
}
