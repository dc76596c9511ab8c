/// One download with several consumers: owners that pace it, observers that only watch.
///
/// The download begins at the first `next()` of the first owner. Streams that were taken before that
/// miss nothing; one that is taken later sees the current `started` and the newest `progress`, then
/// what comes; one that is taken after the end sees the last `started` and the end.
///
/// When the last owner has been released or cancelled, the download is cancelled.
public struct SharedDownload: Sendable {
    /// Ends the waiting of observers when nobody can become an owner any more.
    private final class Handle: Sendable {
        let hub: ShareHub

        init(_ hub: ShareHub) {
            self.hub = hub
        }

        deinit {
            hub.releaseHandle()
        }
    }

    private let handle: Handle
    let download: Download
    /// Where its consumers read files.
    let executor: any TaskExecutor

    var hub: ShareHub { handle.hub }

    init(_ download: Download, on downloader: Downloader) {
        self.download = download
        executor = downloader.engine.executors.runs
        handle = Handle(ShareHub(hasHandle: true, startRun: downloader.run(download)))
    }

    /// A stream that owns the download: it sees every event, and the slowest owner sets the pace.
    ///
    /// All owners together hold at most 1 MiB of unread bytes and one chunk more.
    public func events() -> DownloadEvents {
        Subscription(handle.hub, asOwner: true).events
    }

    /// A stream that watches: it never slows the download and does not keep it alive.
    ///
    /// It sees every `started`, every change of phase, the newest `progress`, and the end; no chunks.
    public func observe() -> DownloadEvents {
        Subscription(handle.hub, asOwner: false).events
    }

    /// Waits until a run that is on its way out has let go of everything.
    package func settle() async {
        await handle.hub.settle()
    }
}

extension Download {
    /// The events of this download: a stream for one consumer.
    ///
    /// Nothing starts before the first `next()`. A consumer that stops reading stops the server; at
    /// most 1 MiB waits for it. Cancelling the consumer, or letting go of the stream, cancels the
    /// download and keeps the partial file; the stream then ends without a last event, so an end
    /// is not success. After `failed` the stream throws the same error once. A second loop over the
    /// same stream throws ``DownloadError/Reason/streamInUse``. Two calls are two downloads.
    public func events(on downloader: Downloader = .shared) -> DownloadEvents {
        let hub = ShareHub(hasHandle: false, startRun: downloader.run(self))
        return Subscription(hub, asOwner: true).events
    }

    /// This download for several consumers.
    public func shared(on downloader: Downloader = .shared) -> SharedDownload {
        SharedDownload(self, on: downloader)
    }
}
