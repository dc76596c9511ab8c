#if canImport(FoundationEssentials)
package import struct FoundationEssentials.Data
package import struct FoundationEssentials.URL
#else
package import struct Foundation.Data
package import struct Foundation.URL
#endif

/// What consumers of a run can read back of the file that it writes.
///
/// The run never waits for them: it says when it drops bytes, and who was reading them meanwhile gets
/// nothing. Without consumers that want it, nothing is opened.
package final class WrittenBytes: Sendable {
    package typealias Opening = @Sendable () throws(FileProblem) -> ReadableFile

    private enum Place {
        /// No file, or none yet.
        case nowhere
        /// The run writes it; `begun` is the attempt that began it, nil between two beginnings.
        case writing(Opening, begun: Int?)
        /// It is complete and has its final name.
        case published(begun: Int?)
        /// The run has left it to others.
        case left
    }

    private struct State {
        var disk: any Disk = RealDisk()
        var place = Place.nowhere
        var isWanted = false
        /// So many bytes are there from the beginning; behind them there may be gaps.
        var reached: Int64 = 0
        /// What readers read from; it stays open as long as consumers may come.
        var file: Result<ReadableFile, FileProblem>?

        /// Opens the file early, for a run may publish it before the first reader comes.
        mutating func openIfWanted() {
            guard isWanted, file == nil, case .writing(let open, _) = place else { return }
            file = Result { () throws(FileProblem) in try open() }
        }

        func holds(_ stretch: Stretch) -> Bool {
            switch place {
            case .writing(_, let begun?), .published(let begun?):
                stretch.belongs(toFileBegunIn: begun)
            case .nowhere, .writing, .published, .left: false
            }
        }
    }

    private let state = Locked(State())

    /// Nothing to read yet.
    package init() {}
}

// MARK: - For the run

extension WrittenBytes {
    /// Notes the disk that the run writes to.
    package func uses(_ disk: any Disk) {
        state.withLock { $0.disk = disk }
    }

    /// Notes the file that the run has opened, with what an earlier run has left in it.
    package func opens(_ opening: @escaping Opening) {
        state.withLock { state in
            state.place = .writing(opening, begun: 0)
            state.openIfWanted()
        }
    }

    /// Notes how many bytes there are from the beginning without a gap.
    package func reaches(_ length: Int64) {
        state.withLock { $0.reached = length }
    }

    /// Notes that the run is about to drop all bytes.
    package func drops() {
        begins(nil)
    }

    /// Notes that an attempt has begun the file anew.
    package func begins(in attempt: Int) {
        begins(attempt)
    }

    private func begins(_ attempt: Int?) {
        state.withLock { state in
            guard case .writing(let opening, _) = state.place else { return }
            state.place = .writing(opening, begun: attempt)
        }
    }

    /// Notes that the file has its final name, and changes no more.
    package func publishes() {
        state.withLock { state in
            guard case .writing(_, let begun) = state.place else { return }
            state.place = .published(begun: begun)
            state.reached = .max
        }
    }

    /// Notes that the run is about to let go of a file that is not complete.
    package func leaves() {
        state.withLock { state in
            guard case .writing = state.place else { return }
            state.place = .left
            state.file = nil
        }
    }
}

// MARK: - For consumers

extension WrittenBytes {
    /// Notes that somebody may read.
    package func want() {
        state.withLock { state in
            state.isWanted = true
            state.openIfWanted()
        }
    }

    /// Reads bytes that a stretch of the run stands on; blocks.
    ///
    /// - Returns: As many of these bytes as have come without a gap, which may be none; nil where the
    ///   run has dropped or left them.
    /// - Throws: ``FileProblem``: `.bytesNotKept` where there is no file, `.partialFileLost` where it
    ///   is shorter than that.
    package func read(_ range: Range<Int64>, of stretch: Stretch) throws(FileProblem) -> Data? {
        let (found, reached) = try state.withLock { state throws(FileProblem) in
            if case .nowhere = state.place { throw FileProblem(.bytesNotKept) }
            return (state.holds(stretch) ? state.file : nil, state.reached)
        }
        guard let file = try found?.get() else { return nil }
        let range = range.clamped(to: 0..<max(0, reached))
        let data = try file.read(range.count, at: range.lowerBound)
        // They may have been dropped, and others written in their place, while they were read.
        guard state.withLock({ $0.holds(stretch) }) else { return nil }
        guard data.count == range.count else { throw FileProblem(.partialFileLost) }
        return data
    }

    /// Opens the complete file that a run has told; blocks.
    ///
    /// - Throws: ``FileProblem``: `.bytesNotKept` for a download to `.nowhere`.
    package func complete(at url: URL?, size: Int64) throws(FileProblem) -> ReadableFile {
        let (published, disk) = state.withLock { state in
            if case .published = state.place { (state.file, state.disk) } else { (nil, state.disk) }
        }
        // Somebody may have moved the file away since.
        if let published { return try published.get() }
        guard let url else { throw FileProblem(.bytesNotKept) }
        let path = url.path(percentEncoded: false)
        let file = try ReadableFile(path, on: disk)
        guard file.size == size else {
            throw FileProblem(.fileSystem(problem: "\(path) is no longer the file that it was"))
        }
        return file
    }
}
