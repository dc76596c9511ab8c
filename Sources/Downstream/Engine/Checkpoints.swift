/// The checkpoints of one run: when one is due, and how far the last one came.
///
/// They never wait in the way of the bytes: one file of a disk at a time is flushed, on a thread of its
/// own, and a run whose turn it is not goes on without.
package final class Checkpoints {
    /// When a checkpoint is worth its flush: so many bytes and so much time after the last, at least.
    package struct Pace: Sendable {
        let bytes: Int64
        let time: Duration
        /// After so many bytes, and so much time, it is worth a note what was written, where the length
        /// of the file does not tell.
        let noteBytes: Int64
        let noteTime: Duration

        /// 16 MiB and five seconds; a note after 8 MiB and one second.
        package static let standard = Pace(
            bytes: 16 * 1024 * 1024,
            time: .seconds(5),
            noteBytes: 8 * 1024 * 1024,
            noteTime: .seconds(1)
        )

        /// So many bytes and so much time, for a checkpoint and for a note.
        package init(
            bytes: Int64,
            time: Duration,
            noteBytes: Int64,
            noteTime: Duration = .zero
        ) {
            self.bytes = bytes
            self.time = time
            self.noteBytes = noteBytes
            self.noteTime = noteTime
        }
    }

    /// The turn to flush the real disk: one for the process.
    static let processTurn = Locked(false)

    private struct Outcome {
        var safe = ByteRanges()
        var problem: FileProblem?
    }

    /// Whether somebody flushes.
    private let turn: Locked<Bool>
    private let executor: any TaskExecutor
    private let pace: Pace
    /// What the checkpoints have come to; nil where there is nothing to tell, as for most small files.
    private var outcome: Locked<Outcome>?
    private var flight: Task<Void, Never>?
    private var lastLength: Int64 = 0
    private var lastNoted: Int64 = 0
    private var lastTime: Duration?
    private var lastNoteTime = Duration.zero

    /// The checkpoints of a run that takes this turn to flush, on a thread of an executor.
    init(
        _ turn: Locked<Bool> = processTurn,
        on executor: any TaskExecutor = Executors.process.flushing,
        _ pace: Pace = .standard
    ) {
        self.pace = pace
        self.turn = turn
        self.executor = executor
    }

    /// The bytes that a power failure cannot take any more.
    var safe: ByteRanges { outcome?.withLock(\.safe) ?? ByteRanges() }

    /// Whether a flush has failed: what was written since the last good one may be lost.
    var hasFailed: Bool { outcome?.withLock(\.problem) != nil }

    /// Goes on, or back, to a file of which these bytes are safe.
    func restart(at safe: ByteRanges) {
        if outcome != nil || !safe.isEmpty { toldOutcome().withLock { $0.safe = safe } }
        lastLength = safe.count
        lastNoted = lastLength
    }

    /// Goes back to a file of this length: what is safe of its beginning stays so.
    func goBack(to length: Int64) {
        restart(at: ByteRanges(upTo: min(safe.prefix, length)))
    }

    /// Begins a checkpoint if one is due and nobody else is at it.
    ///
    /// - Parameters:
    ///   - length: How many bytes have been written.
    ///   - now: The time on any clock.
    ///   - isNoted: Whether the record has to tell which bytes these are, also where none are flushed.
    ///   - make: Gives what flushes the bytes and notes it, or notes alone what was written.
    /// - Throws: ``FileProblem`` if the one before failed: what was written may be lost.
    func tick(
        _ length: Int64,
        at now: Duration,
        isNoted: Bool = false,
        _ make: (_ isFlushed: Bool) throws -> PartialFile.Checkpoint?
    ) throws {
        try check()
        guard let last = lastTime else {
            lastTime = now
            return
        }
        let isFlushed = length - lastLength >= pace.bytes && now - last >= pace.time
        let isNoteDue =
            isNoted && length - lastNoted >= pace.noteBytes && now - lastNoteTime >= pace.noteTime
        guard isFlushed || isNoteDue, claimFlushing() else { return }
        var isUnderWay = false
        defer { if !isUnderWay { turn.withLock { $0 = false } } }
        guard let checkpoint = try make(isFlushed) else { return }
        isUnderWay = true
        lastNoted = length
        lastNoteTime = now
        if isFlushed {
            lastLength = length
            lastTime = now
        }
        let (outcome, turn) = (toldOutcome(), turn)
        flight = RunTask.start(on: executor) {
            do throws(FileProblem) {
                guard isFlushed else {
                    try? checkpoint.noteWritten()
                    return turn.withLock { $0 = false }
                }
                try checkpoint.flush()
                let safe = checkpoint.record.safe
                if (try? checkpoint.note()) != nil { outcome.withLock { $0.safe = safe } }
            } catch {
                outcome.withLock { $0.problem = error }
            }
            turn.withLock { $0 = false }
        }
    }

    /// Throws if a flush has failed: no later one would say so.
    func check() throws(FileProblem) {
        if let problem = outcome?.withLock(\.problem) { throw problem }
    }

    /// Waits for the checkpoint that is under way, before the file changes in another way than growing.
    func settle() async {
        await flight?.value
        flight = nil
    }

    private func toldOutcome() -> Locked<Outcome> {
        if let outcome { return outcome }
        let first = Locked(Outcome())
        outcome = first
        return first
    }

    private func claimFlushing() -> Bool {
        turn.withLock { isFlushing in
            defer { isFlushing = true }
            return !isFlushing
        }
    }
}
