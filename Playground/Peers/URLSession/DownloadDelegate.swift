internal import Foundation

#if canImport(FoundationNetworking)
internal import FoundationNetworking
#endif

/// Moves the file that the session has saved to where it belongs.
final class DownloadDelegate: NSObject, URLSessionDownloadDelegate {
    private let path: String
    private let end: AsyncStream<Result<Void, any Error>>.Continuation

    init(movingTo path: String, end: AsyncStream<Result<Void, any Error>>.Continuation) {
        self.path = path
        self.end = end
    }

    func urlSession(
        _ session: URLSession,
        downloadTask: URLSessionDownloadTask,
        didFinishDownloadingTo location: URL
    ) {
        // The file is gone once this returns.
        end.yield(
            Result {
                try WrongStatus.check(downloadTask.response)
                try FileManager.default.moveItem(at: location, to: URL(filePath: path))
            }
        )
    }

    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        didCompleteWithError error: (any Error)?
    ) {
        if let error { end.yield(.failure(error)) }
    }
}
