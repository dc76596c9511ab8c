extension Downloader {
    /// Runs many downloads and tells their events in one stream.
    ///
    /// ```swift
    /// for try await item in downloader.events(for: downloads, atMost: 16) {
    ///     if case .failed(let error) = item.event { print(item.id, error.sentence) }
    /// }
    /// ```
    ///
    /// The sequence is read as downloads may begin, never as a whole, so it can be endless. They begin
    /// in its order, except that a download waits whose host has ``Configuration/connectionsPerHost``
    /// running already, or whose destination is being written, while at most four times `limit` others
    /// may pass it.
    ///
    /// The failure of one download is its `failed` event and no more: the others go on. Only a disk that
    /// becomes full stops the batch at once: what runs is cancelled and keeps its partial file, and the stream
    /// throws that ``DownloadError``.
    ///
    /// A download that waits for its next attempt, or for its host, leaves its place to others meanwhile.
    ///
    /// Do not wait within the loop for another download of the same downloader: it may wait for a turn
    /// that a download of the batch has, which waits for the loop.
    ///
    /// Nothing starts before the first `next()`, and a consumer that stops reading stops all servers.
    /// Cancelling it, or letting go of the stream, cancels what runs and keeps the partial files; the
    /// stream then ends without their last events.
    ///
    /// - Parameters:
    ///   - downloads: What to download. Where it throws, what has begun is brought to its end, and then
    ///     the stream throws the same.
    ///   - limit: The most downloads that run at a time; 1 or more.
    /// - Returns: A stream for one consumer.
    public func events<Downloads: AsyncSequence & Sendable>(
        for downloads: Downloads,
        atMost limit: Int = 16
    ) -> BatchEvents where Downloads.Element == Download {
        batch(of: downloads, atMost: limit).events
    }

    /// The same as a thing that can be stopped, and waited for until nothing of it runs.
    package func batch<Downloads: AsyncSequence & Sendable>(
        of downloads: Downloads,
        atMost limit: Int
    ) -> Batch where Downloads.Element == Download {
        let engine = engine
        let hub = BatchHub(
            limit: limit,
            perHost: configuration.connectionsPerHost,
            executor: engine.executors.runs,
            read: { hub in
                do {
                    var iterator = downloads.makeAsyncIterator()
                    while await hub.wantsMore(), let download = try await iterator.next() {
                        hub.add(download)
                    }
                    hub.finish(throwing: nil)
                } catch {
                    hub.finish(throwing: error)
                }
            },
            run: { member in
                await DownloadRun(member.download.value, engine, member).run()
            }
        )
        return Batch(hub)
    }

    /// Runs many downloads and tells their events in one stream; see above.
    ///
    /// - Parameters:
    ///   - downloads: What to download, read lazily.
    ///   - limit: The most downloads that run at a time; 1 or more.
    /// - Returns: A stream for one consumer.
    public func events<Downloads: Sequence & Sendable>(
        for downloads: Downloads,
        atMost limit: Int = 16
    ) -> BatchEvents where Downloads.Element == Download {
        events(for: LazyAsyncSequence(downloads), atMost: limit)
    }
}

/// A sequence that is asked for one element after the other, never ahead.
package struct LazyAsyncSequence<Base: Sequence & Sendable>: AsyncSequence, Sendable {
    private let base: Base

    /// The elements of a sequence.
    package init(_ base: Base) {
        self.base = base
    }

    package struct Iterator: AsyncIteratorProtocol {
        var base: Base.Iterator

        /// The next element; nil at the end.
        package mutating func next() async -> Base.Element? {
            base.next()
        }
    }

    /// An iterator for a loop.
    package func makeAsyncIterator() -> Iterator {
        Iterator(base: base.makeIterator())
    }
}
