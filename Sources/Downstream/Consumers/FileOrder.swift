#if canImport(FoundationEssentials)
package import struct FoundationEssentials.Data
package import struct FoundationEssentials.URL
#else
package import struct Foundation.Data
package import struct Foundation.URL
#endif

/// Makes the file of a row of events: each of its bytes once, and in order.
///
/// It decides and does nothing: it says what it needs, and takes what it is given. Chunks behind a gap
/// are let go of: their bytes are read back when the gap is closed.
package struct FileOrder {
    /// As much as is read from disk at a time.
    private static let piece: Int64 = 512 * 1024

    /// What has to happen next.
    package enum Need: Equatable {
        /// The next event is to be given to `take`.
        case event
        /// These are the next bytes of the file.
        case delivery(Data)
        /// These bytes, on which a stretch of the run stands, are to be read back for `fill`, as far as
        /// they have come without a gap.
        case readBack(Range<Int64>, Stretch)
        /// These bytes of the complete file, of so many, are to be read for `fill`.
        case readFile(Range<Int64>, URL?, size: Int64)
        /// The file was delivered, and is as it should be.
        case end
    }

    private enum Stage {
        case following
        /// The bytes before a chunk are missing.
        case filling(upTo: Int64, Data)
        case due(Data)
        case finishing(DownloadEvent.Completion)
    }

    private var stage = Stage.following
    /// The bytes that were delivered.
    private(set) package var delivered: Int64 = 0
    /// The attempt that the events are about; 0 before the first.
    private(set) package var attempt = 0
    private var stretch: Stretch?
    /// Which version of the file the bytes are of; nil where nothing proves that others are too.
    private var version: FileVersion?

    /// Before the first event.
    package init() {}

    package var need: Need {
        switch stage {
        case .following: return .event
        case .due(let data): return .delivery(data)
        case .filling(let end, _):
            guard let stretch else { return .event }
            return .readBack(delivered..<min(end, delivered + Self.piece), stretch)
        case .finishing(let file):
            guard delivered < file.byteCount else { return .end }
            let end = min(file.byteCount, delivered + Self.piece)
            return .readFile(delivered..<end, file.url, size: file.byteCount)
        }
    }

    /// Takes the next event.
    ///
    /// - Throws: `.changedWhileReading` where what follows may not belong to what was delivered.
    package mutating func take(_ event: DownloadEvent) throws(DownloadError.Reason) {
        switch event {
        case .started(let next):
            attempt = next.number
            stretch = nil
        case .progress(let progress):
            if let response = progress.response { try accept(response, total: progress.expected) }
        case .chunk(let chunk):
            take(chunk)
        case .completed(let file):
            // A file that was there before need not be of the version that was delivered.
            guard delivered == 0 || file.how == .transferred || file.how == .resumed else {
                throw .changedWhileReading
            }
            stage = .finishing(file)
        case .failed:
            // The stream throws it next.
            return
        }
    }

    private mutating func accept(
        _ response: DownloadEvent.Response,
        total: Int64?
    ) throws(DownloadError.Reason) {
        let next = Stretch(attempt: attempt, isAnew: response.offset == 0)
        guard next != stretch else { return }
        stretch = next
        let new = response.validator.flatMap { validator in
            validator.isStrong
                ? FileVersion(
                    validator: validator,
                    total: total,
                    contentEncoding: response.contentEncoding
                ) : nil
        }
        guard next.isAnew else {
            version = version ?? new
            return
        }
        // Where the digest was wrong, it may be what was delivered that was.
        if delivered > 0 {
            guard let new, new == version, response.restart != .digestMismatch else {
                throw .changedWhileReading
            }
        }
        version = new
    }

    private mutating func take(_ chunk: DownloadEvent.Chunk) {
        let end = chunk.offset + Int64(chunk.bytes.count)
        guard end > delivered else { return }
        if chunk.offset == delivered {
            stage = .due(chunk.bytes)
        } else if chunk.offset < delivered {
            // Readers may count on the first index being 0.
            stage = .due(Data(chunk.bytes.suffix(Int(end - delivered))))
        } else {
            stage = .filling(upTo: chunk.offset, chunk.bytes)
        }
    }

    /// Notes that the bytes of a `delivery` have been delivered.
    package mutating func deliver(_ data: Data) {
        delivered += Int64(data.count)
        stage = .following
    }

    /// Notes that bytes from disk have been delivered; fewer than were asked for where there is a gap.
    package mutating func fill(_ data: Data) {
        let asked = delivered + Self.piece
        delivered += Int64(data.count)
        guard case .filling(let end, let chunk) = stage else { return }
        if delivered >= end {
            stage = .due(chunk)
        } else if delivered < asked {
            stage = .following
        }
    }

    /// Notes that the bytes that had to be read back are there no more: a later attempt has begun the
    /// file anew and will tell them, or the run has failed.
    package mutating func lose() {
        stage = .following
    }
}
