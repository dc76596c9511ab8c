#if canImport(FoundationEssentials)
public import struct FoundationEssentials.Data
public import struct FoundationEssentials.URL
#else
public import struct Foundation.Data
public import struct Foundation.URL
#endif

/// Saves a video, and gives its file; nil for every failure, which is logged as one sentence.
///
/// The URL and the path are judged first, missing folders are made, and a file that is already at
/// `path` is replaced only by a complete one that is not empty and not recognised as something else
/// than a video.
///
/// - Parameters:
///   - url: The text of an `http` or `https` URL.
///   - path: The path of the file.
///   - log: Where the sentence goes.
/// - Returns: The location of the saved file.
public func saveVideo(
    from url: String,
    to path: String,
    log: LogSink = .standardError
) async -> URL? {
    do {
        let isVideo = Verification(expecting: .video)
        return try await Download(from: url, to: .file(path: path), verification: isVideo).file()
    } catch let error as DownloadError {
        log(error.sentence)
    } catch {
        log("Saving \(Redaction.text(url)) was cancelled; run it again.")
    }
    return nil
}

/// Reads a saved video whole; nil where there is none or it is empty, which is logged as one sentence.
///
/// The file is read on the threads for blocking work, never on Swift's own pool. The whole of it has
/// to fit into memory.
///
/// - Parameters:
///   - path: The path of the file.
///   - log: Where the sentence goes.
/// - Returns: The bytes of the file: at least one.
public func videoData(at path: String, log: LogSink = .standardError) async -> Data? {
    await withTaskExecutorPreference(IOExecutor.shared) {
        let shown = Redaction.printable(path)
        do throws(FileProblem) {
            let data = try FileSystem.contents(of: path)
            if !data.isEmpty { return data }
            log("Reading \(shown) failed: it is empty; save the video again.")
        } catch {
            log("Reading \(shown) failed: \(error.word); check the path.")
        }
        return nil
    }
}
