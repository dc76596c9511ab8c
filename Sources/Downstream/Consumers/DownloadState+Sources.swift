extension DownloadState {
    /// The state of a download that has not been begun.
    ///
    /// - Parameters:
    ///   - download: What to download; each run is one of it.
    ///   - downloader: What it runs on.
    public convenience init(_ download: Download, on downloader: Downloader = .shared) {
        self.init(
            follow: { tell in
                try await download.completion(on: downloader, observedBy: StateTeller(tell: tell))
            },
            discard: { try await StateTeller.discardPartial(of: download) }
        )
    }

    /// The state of whatever tells events, such as a recorded log or a script.
    ///
    /// It reads each stream on the main actor, as its only reader. Cancelling throws nothing away, for
    /// it knows of nothing on disk. A stream that ends without a last event leaves it `paused`.
    ///
    /// - Parameter events: Gives the stream of one run; called at each `start()` and `resume()`.
    public convenience init(events: @escaping @Sendable () -> DownloadEvents) {
        self.init(
            follow: { tell in
                let told = events().map { event in
                    await tell(event)
                    return event
                }
                return try await told.completion()
            },
            discard: {}
        )
    }
}

/// Tells the main actor what an observer sees.
private struct StateTeller: EventConsumer {
    let tell: @MainActor @Sendable (DownloadEvent) -> Void

    func consume(_ events: AsyncStream<DownloadEvent>, of download: Download) async {
        for await event in events { await tell(event) }
    }

    /// Throws away a partial file, on threads for work that blocks.
    static func discardPartial(of download: Download) async throws {
        @concurrent func elsewhere() async throws { try download.discardPartial() }
        try await withTaskExecutorPreference(Executors.process.runs) { try await elsewhere() }
    }
}
