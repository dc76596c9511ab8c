#if canImport(FoundationEssentials)
public import struct FoundationEssentials.URL
#else
public import struct Foundation.URL
#endif

extension Download {
    /// Runs this download and gives its end; `consumers` watch.
    ///
    /// It returns when the run has let go of the destination and all consumers have returned, which
    /// they have to do at the end of their stream. Their tasks are not cancelled with this one: so
    /// they see how the download really ended.
    ///
    /// Cancelling it cancels the download and keeps the partial file; a cancel that comes after the
    /// file is in its place changes nothing.
    ///
    /// - Throws: ``DownloadError`` if the download failed; `CancellationError` if this task was
    ///   cancelled first.
    public func completion(
        on downloader: Downloader = .shared,
        observedBy consumers: any EventConsumer...
    ) async throws -> DownloadEvent.Completion {
        try await completion(on: downloader, observedBy: consumers)
    }

    /// Runs this download and gives its file; nil for a download to `.nowhere`.
    ///
    /// - Throws: As ``completion(on:observedBy:)``.
    public func file(
        on downloader: Downloader = .shared,
        observedBy consumers: any EventConsumer...
    ) async throws -> URL? {
        try await completion(on: downloader, observedBy: consumers).url
    }

    /// Runs this download and gives its file; nil if there is none, for whatever reason.
    public func savedFile(
        on downloader: Downloader = .shared,
        observedBy consumers: any EventConsumer...
    ) async -> URL? {
        try? await completion(on: downloader, observedBy: consumers).url
    }

    /// Runs this download and gives how it ended.
    ///
    /// - Throws: `CancellationError` if this task was cancelled first.
    public func result(
        on downloader: Downloader = .shared,
        observedBy consumers: any EventConsumer...
    ) async throws -> Result<DownloadEvent.Completion, DownloadError> {
        do {
            return .success(try await completion(on: downloader, observedBy: consumers))
        } catch let error as DownloadError {
            return .failure(error)
        }
    }

    private func completion(
        on downloader: Downloader,
        observedBy consumers: [any EventConsumer]
    ) async throws -> DownloadEvent.Completion {
        let hub = ShareHub(hasHandle: false, startRun: downloader.run(self))
        // The owner joins first: without one, an observer would see the end at once.
        let owner = Subscription(hub, asOwner: true)
        let watchers = consumers.map { consumer in
            let events = Subscription(hub, asOwner: false).eventsUntilEnd
            return RunTask.start(on: downloader.engine.executors.consumers) {
                await consumer.consume(events, of: self)
            }
        }
        while let event = try? await owner.next() {
            if event.isEnd { break }
        }
        await hub.settle()
        for watcher in watchers { await watcher.value }
        guard let outcome = hub.outcome else { throw CancellationError() }
        return try outcome.get()
    }
}
