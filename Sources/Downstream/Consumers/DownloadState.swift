public import Observation

#if canImport(FoundationEssentials)
public import struct FoundationEssentials.URL
#else
public import struct Foundation.URL
#endif

/// One download as an app shows it: what to display, and what its buttons do.
///
/// It watches as an observer does, so a busy main actor never slows the download. The figures change
/// when an event comes, and no more often; they all change together.
///
/// - Pausing cancels the run and keeps the partial file; resuming is another run, which goes on from it.
/// - Cancelling throws the partial file away as well, once the run has let go of it.
/// - Each call shows at once in `phase`; a run that is still letting go is waited for by the next.
/// - A file that is in its place stays there: a pause or a cancel that comes later changes nothing, and
///   `phase` becomes `finished`.
/// - Letting go of the state cancels the run as a pause does.
@Observable @MainActor
public final class DownloadState {
    /// Where a download is, for an app.
    ///
    /// The set of cases is closed on purpose, so a `switch` needs no `default`.
    public enum Phase: Sendable, Equatable {
        /// It was never begun.
        case idle
        /// It runs; the phase of its events is inside.
        case running(DownloadEvent.Phase)
        /// It was paused, or its events ended early; `resume()` goes on from the bytes on disk.
        case paused
        /// The file is in its place.
        case finished
        /// It failed; `error` says why, and `start()` tries again from the bytes on disk.
        case failed
        /// It was cancelled, and its bytes are thrown away; `start()` begins anew.
        case cancelled
    }

    typealias Follow =
        @Sendable (_ tell: @escaping @MainActor @Sendable (DownloadEvent) -> Void)
        async throws -> DownloadEvent.Completion

    private var figures = StateFigures()
    @ObservationIgnored private let follow: Follow
    @ObservationIgnored private let discard: @Sendable () async throws -> Void
    /// How often a run was begun.
    @ObservationIgnored private var runs = 0
    /// The last of a row of tasks, each of which waits for the one before; true where the file is there.
    @ObservationIgnored private var task: Task<Bool, Never>?

    init(follow: @escaping Follow, discard: @escaping @Sendable () async throws -> Void) {
        self.follow = follow
        self.discard = discard
    }

    deinit {
        task?.cancel()
    }

    /// Waits until nothing runs any more, and what was thrown away is gone.
    package func settle() async {
        _ = await task?.value
    }

    /// One change of everything that is shown.
    private func change(_ body: (inout StateFigures) -> Void) {
        var next = figures
        body(&next)
        if next != figures { figures = next }
    }
}

// MARK: - What it shows

extension DownloadState {
    /// Where the download is.
    public var phase: Phase { figures.phase }

    /// The part that has arrived, from 0 to 1; nil where the size is unknown.
    public var fraction: Double? { figures.fraction }

    /// The bytes that have arrived, those of earlier runs included; 0 or more.
    public var received: Int64 { figures.received }

    /// The size of the whole file in bytes; nil where it is unknown.
    public var expected: Int64? { figures.expected }

    /// The bytes per second of late; 0 while it does not run.
    public var bytesPerSecond: Double { figures.bytesPerSecond }

    /// The time left at this speed; nil where size or speed are unknown, and while it does not run.
    public var remaining: Duration? { figures.remaining }

    /// Why it failed, or why its bytes could not be thrown away; nil otherwise.
    public var error: DownloadError? { figures.error }

    /// Where the file is; nil before it is there, and for a download to `.nowhere`.
    public var file: URL? { figures.file }

    /// Which attempt of the present run it is, from 1; 0 before the first.
    public var attempt: Int { figures.attempt }
}

// MARK: - What its buttons do

extension DownloadState {
    /// Runs the download, from the bytes on disk where there are any.
    ///
    /// Nothing happens where it runs already, or is finished. It returns at once.
    public func start() {
        switch figures.phase {
        case .idle, .paused, .failed, .cancelled: break
        case .running, .finished: return
        }
        change { $0.begin() }
        runs += 1
        let number = runs
        let previous = task
        let follow = follow
        task = RunTask.onMain { [weak self] in
            if await previous?.value == true { return true }
            guard !Task.isCancelled else { return false }
            do {
                let completion = try await follow { self?.take($0, ofRun: number) }
                // It may have been paused too late, when the file was in its place.
                self?.change { $0.take(.completed(completion)) }
                return true
            } catch {
                self?.end(error, ofRun: number)
                return false
            }
        }
    }

    /// Goes on where it was paused; elsewhere nothing happens.
    ///
    /// It returns at once.
    public func resume() {
        if figures.phase == .paused { start() }
    }

    /// Ends the run and keeps what is on disk; where nothing runs, nothing happens.
    ///
    /// It returns at once.
    public func pause() {
        guard figures.isRunning else { return }
        change { $0.pause() }
        task?.cancel()
    }

    /// Ends the run and throws away what is on disk, also what an earlier run has left there.
    ///
    /// Nothing happens where it is finished, or cancelled already. It returns at once; where something
    /// cannot be thrown away, `error` says so later.
    public func cancel() {
        guard figures.phase != .finished, figures.phase != .cancelled else { return }
        change { $0.cancel() }
        let previous = task
        previous?.cancel()
        let discard = discard
        task = RunTask.onMain { [weak self] in
            if await previous?.value == true { return true }
            do {
                try await discard()
            } catch {
                self?.note(error)
            }
            return false
        }
    }
}

// MARK: - What comes back

extension DownloadState {
    private func take(_ event: DownloadEvent, ofRun number: Int) {
        guard number == runs, figures.isRunning else { return }
        change { $0.take(event) }
    }

    /// Shows how a run ended that nobody has ended from here.
    private func end(_ error: any Error, ofRun number: Int) {
        guard number == runs, figures.isRunning else { return }
        switch error {
        case is CancellationError: change { $0.pause() }
        case let error as DownloadError: change { $0.fail(error) }
        default: change { $0.fail(.foreign(error)) }
        }
    }

    private func note(_ error: any Error) {
        guard figures.phase == .cancelled else { return }
        change { $0.error = error as? DownloadError ?? .foreign(error) }
    }
}

extension DownloadError {
    /// What a stream threw that is none of ours.
    fileprivate static func foreign(_ error: any Error) -> DownloadError {
        let problem = "the events threw \(type(of: error))"
        return DownloadError(
            reason: .connectionLost(problem: problem),
            stage: .listening,
            sentence: "Listening to a download failed: \(problem); try again."
        )
    }
}
