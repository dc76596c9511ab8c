extension RecordedEvent {
    /// All lines of a log, in their order: a stream for one loop.
    ///
    /// The file is opened at the first `next()`, read piece by piece off Swift's own pool, and closed
    /// at its end or with the stream. A last line that is torn, as a killed process leaves one, is left
    /// out; blank lines are skipped.
    ///
    /// The stream throws a ``RecordingError`` where the file cannot be read or a line is no event, and
    /// ``DownloadError/Reason/streamInUse`` into a second loop. Cancelling ends it silently.
    ///
    /// - Parameter path: The path of the log.
    /// - Returns: The lines, for one loop.
    public static func events(in path: String) -> AsyncThrowingStream<RecordedEvent, any Error> {
        let reader = SoleReader(LogReader(.file(path: path)))
        return AsyncThrowingStream {
            try await reader.next { log in
                Task.isCancelled ? nil : try await log.next()
            }
        }
    }
}
