#if canImport(FoundationEssentials)
internal import struct FoundationEssentials.Data
#else
internal import struct Foundation.Data
#endif

/// Reads the bytes of one download for one loop: an owner that pulls events, and the disk where they
/// leave something out.
final class BytesReader: Sendable {
    private struct Cursor {
        let subscription: Subscription
        var order = FileOrder()
        /// The complete file, once something had to be read from it.
        var file: ReadableFile?
    }

    private enum State {
        case waiting(Cursor)
        /// A call of `next` has the cursor.
        case reading
        case over
    }

    private let hub: ShareHub
    private let download: Download
    private let executor: any TaskExecutor
    private let state: Locked<State>

    init(_ hub: ShareHub, of download: Download, on executor: any TaskExecutor) {
        self.executor = executor
        self.hub = hub
        self.download = download
        hub.bytesOnDisk.want()
        state = Locked(.waiting(Cursor(subscription: Subscription(hub, asOwner: true))))
    }

    /// The next bytes; nil when the file is complete and verified.
    ///
    /// Before it throws or ends for good, it lets go of the download.
    func next() async throws -> Data? {
        guard var cursor = try claim() else { return nil }
        do {
            let data = try await data(&cursor)
            state.withLock { $0 = data == nil ? .over : .waiting(cursor) }
            return data
        } catch {
            state.withLock { $0 = .over }
            throw edge(error, cursor.order)
        }
    }

    /// Takes the cursor for one call; nil after the end.
    private func claim() throws(DownloadError) -> Cursor? {
        try state.withLock { state throws(DownloadError) in
            switch state {
            case .waiting(let cursor):
                state = .reading
                return cursor
            case .reading: throw .streamInUse
            case .over: return nil
            }
        }
    }

    private func data(_ cursor: inout Cursor) async throws -> Data? {
        while true {
            let need = cursor.order.need
            if need == .end { return nil }
            guard !Task.isCancelled else {
                // A cancelled call returns when the run has let go of everything.
                _ = try? await cursor.subscription.next()
                throw CancellationError()
            }
            switch need {
            case .event:
                guard let event = try await cursor.subscription.next() else {
                    throw CancellationError()
                }
                try cursor.order.take(event)
            case .delivery(let data):
                cursor.order.deliver(data)
                return data
            case .readBack(let range, let stretch):
                let written = hub.bytesOnDisk
                guard let data = try await blocking({ try written.read(range, of: stretch) }) else {
                    cursor.order.lose()
                    continue
                }
                cursor.order.fill(data)
                if data.isEmpty { continue }
                return data
            case .readFile(let range, let url, let size):
                let (written, open) = (hub.bytesOnDisk, cursor.file)
                let (file, data) = try await blocking {
                    let file = try open ?? written.complete(at: url, size: size)
                    return (file, try file.read(range.count, at: range.lowerBound))
                }
                guard data.count == range.count else { throw FileProblem(.partialFileLost) }
                cursor.file = file
                cursor.order.fill(data)
                return data
            case .end:
                return nil
            }
        }
    }

    /// Does something that blocks where that holds nobody up.
    private func blocking<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        @concurrent func elsewhere() async throws -> Value { try body() }
        return try await withTaskExecutorPreference(executor) { try await elsewhere() }
    }

    /// An error as the loop gets it.
    private func edge(_ error: any Error, _ order: FileOrder) -> any Error {
        let problem: FileProblem
        switch error {
        case let error as FileProblem: problem = error
        case let reason as DownloadError.Reason: problem = FileProblem(reason)
        default: return error
        }
        return DownloadError(
            reason: problem.reason,
            stage: .listening,
            sentence: FailureSentence.text(
                problem.reason,
                stage: .listening,
                source: download.source.description,
                destination: download.destination.description
            ),
            attempt: max(1, order.attempt),
            errno: problem.errno
        )
    }
}
