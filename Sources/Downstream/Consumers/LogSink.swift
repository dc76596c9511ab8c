/// Where lines of a log go.
public struct LogSink: Sendable {
    private let write: @Sendable (String) -> Void

    private init(write: @escaping @Sendable (String) -> Void) {
        self.write = write
    }

    /// Lines go to a closure, without their ends; it is called from any thread, one line at a time
    /// for each download.
    public static func closure(_ write: @escaping @Sendable (String) -> Void) -> LogSink {
        LogSink(write: write)
    }

    /// Lines go to standard error.
    public static let standardError = LogSink { line in
        // Where standard error itself fails, there is nobody left to tell.
        try? LineFile.standardError.append(line)
    }

    /// Lines are appended to a file, each in one write, so that several processes can share it.
    ///
    /// A line that cannot be written is told once on standard error; the download goes on.
    ///
    /// - Throws: ``DownloadError`` in stage `reserving` if the file cannot be opened.
    public static func file(path: String) throws(DownloadError) -> LogSink {
        let file: LineFile
        do {
            file = try LineFile(appendingTo: path)
        } catch {
            throw DownloadError(
                reason: error.reason,
                stage: .reserving,
                sentence: "The log \(Redaction.printable(path)) cannot be opened: \(error.word).",
                errno: error.errno
            )
        }
        let hasFailed = Locked(false)
        return LogSink { line in
            do throws(FileProblem) {
                try file.append(line)
            } catch {
                let isFirst = hasFailed.withLock { hasFailed in
                    defer { hasFailed = true }
                    return !hasFailed
                }
                guard isFirst else { return }
                standardError("The log \(Redaction.printable(path)) fails: \(error.word).")
            }
        }
    }

    /// Writes one line.
    public func callAsFunction(_ line: String) {
        write(line)
    }
}
