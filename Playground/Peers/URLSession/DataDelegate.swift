internal import Foundation

#if canImport(FoundationNetworking)
internal import FoundationNetworking
#endif

/// Writes the bytes as the session hands them over.
final class DataDelegate: NSObject, URLSessionDataDelegate {
    private let file: FileHandle
    private let end: AsyncStream<Result<Void, any Error>>.Continuation

    init(writingTo path: String, end: AsyncStream<Result<Void, any Error>>.Continuation) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil) else {
            throw CocoaError(.fileWriteUnknown)
        }
        file = try FileHandle(forWritingTo: URL(filePath: path))
        self.end = end
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        do {
            try file.write(contentsOf: data)
        } catch {
            end.yield(.failure(error))
        }
    }

    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        didCompleteWithError error: (any Error)?
    ) {
        end.yield(
            Result {
                if let error { throw error }
                try WrongStatus.check(task.response)
                try file.close()
            }
        )
    }
}
