public import Downstream

extension AsyncSequence where Element == DownloadEvent {
    /// Waits for the end of a stream and returns all its events.
    ///
    /// A download that fails has told its error as its last event, so that it is not thrown here. A
    /// cancelled task gets the events so far.
    ///
    /// - Throws: Any other error of the stream.
    public func allEvents() async throws -> [DownloadEvent] {
        var events: [DownloadEvent] = []
        do {
            for try await event in self { events.append(event) }
        } catch let error as DownloadError {
            guard events.last == .failed(error) else { throw error }
        }
        return events
    }
}
