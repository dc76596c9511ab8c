#if canImport(FoundationEssentials)
public import struct FoundationEssentials.Data
#else
public import struct Foundation.Data
#endif

/// The file of a download while it arrives: each of its bytes exactly once, and in order.
///
/// ```swift
/// for try await data in download.bytes() { player.feed(data) }
/// ```
///
/// Each element has from 1 byte to 512 KiB. Bytes that an earlier run has left on disk are read back
/// first, as is a file that stays because it is there already. When the file begins anew, as servers
/// sometimes want it, what was delivered is skipped if a strong validator and the total prove that it
/// is the same file.
///
/// The bytes come before they are verified. The sequence ends only when the file is complete, verified
/// and in its place, and in no other way: whoever has to be sure keeps what he makes of the bytes until
/// then.
///
/// It owns the download: nothing starts before the first `next()`, and a loop that reads slowly slows
/// the server; nothing is buffered beside the window of the events. Cancelling the task, or letting go
/// of the sequence, cancels the download, if nobody else owns it, and keeps the partial file. It is
/// for one loop.
///
/// `next()` throws once, and gives nil from then on:
///
/// - ``DownloadError`` if the download fails, at its verification too.
/// - ``DownloadError/Reason/changedWhileReading`` if the file had to begin anew and nothing proves that
///   it is still the one whose beginning was delivered. The download is let go of; it can be begun
///   again.
/// - ``DownloadError/Reason/bytesNotKept`` if it was taken late from a download to `.nowhere`.
/// - ``DownloadError/Reason/streamInUse`` into the second of two loops.
/// - What the file system says of a file that cannot be read.
/// - `CancellationError` if the task or the download is cancelled before the end.
public struct DownloadBytes: AsyncSequence, Sendable {
    /// Reads the bytes; all iterators of one sequence go on where the others are.
    public struct Iterator: AsyncIteratorProtocol, Sendable {
        let reader: BytesReader

        /// The next bytes; nil when the file is complete and verified.
        ///
        /// - Throws: ``DownloadError`` or `CancellationError`, as ``DownloadBytes`` tells.
        public mutating func next(
            isolation actor: isolated (any Actor)? = #isolation
        ) async throws -> Data? {
            try await reader.next()
        }
    }

    let reader: BytesReader

    /// An iterator for a loop.
    public func makeAsyncIterator() -> Iterator {
        Iterator(reader: reader)
    }
}

extension DownloadBytes {
    /// The file of a download whose run tells its events to a hub.
    package init(of download: Download, over hub: ShareHub, on executor: any TaskExecutor) {
        self.init(reader: BytesReader(hub, of: download, on: executor))
    }
}

extension Download {
    /// The file of this download while it arrives: each byte once, in order.
    ///
    /// Nothing starts before the first `next()`. Two calls are two downloads.
    public func bytes(on downloader: Downloader = .shared) -> DownloadBytes {
        let hub = ShareHub(hasHandle: false, startRun: downloader.run(self))
        return DownloadBytes(of: self, over: hub, on: downloader.engine.executors.runs)
    }
}

extension SharedDownload {
    /// The file while it arrives, each byte once and in order: an owner, as `events()` is.
    ///
    /// Taken late, or after the end, it reads from disk what has arrived before; a download to
    /// `.nowhere` keeps nothing, so there it has to be taken before the first `next()` of any stream.
    public func bytes() -> DownloadBytes {
        DownloadBytes(reader: BytesReader(hub, of: download, on: executor))
    }
}
