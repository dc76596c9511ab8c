#if canImport(FoundationEssentials)
public import struct FoundationEssentials.URL
#else
public import struct Foundation.URL
#endif

extension AsyncSequence where Element == DownloadEvent {
    /// Reads to the end and gives the completed download.
    ///
    /// - Throws: ``DownloadError`` if it failed; `CancellationError` if the stream ended without a
    ///   last event, because this task or the download was cancelled.
    public func completion() async throws -> DownloadEvent.Completion {
        var completed: DownloadEvent.Completion?
        var failed: DownloadError?
        for try await event in self {
            switch event {
            case .completed(let completion): completed = completion
            case .failed(let error): failed = error
            case .started, .chunk, .progress: continue
            }
        }
        if let failed { throw failed }
        guard let completed else { throw CancellationError() }
        return completed
    }

    /// Reads to the end and gives the file; nil for a download to `.nowhere`.
    ///
    /// - Throws: ``DownloadError`` if it failed; `CancellationError` if the stream ended without a
    ///   last event.
    public func file() async throws -> URL? {
        try await completion().url
    }

    /// Reads to the end and gives the file; nil if there is none, for whatever reason.
    public func savedFile() async -> URL? {
        try? await file()
    }

    /// Reads to the end and gives how it ended.
    ///
    /// - Throws: `CancellationError` if the stream ended without a last event.
    public func result() async throws -> Result<DownloadEvent.Completion, DownloadError> {
        do {
            return .success(try await completion())
        } catch let error as DownloadError {
            return .failure(error)
        }
    }
}
