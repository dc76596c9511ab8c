public import Downstream

/// What every stream of events promises, checked one event at a time.
///
/// The grammar is `started (started | progress | chunk)* (completed | failed)`. Beyond it, attempts
/// rise by one from 1, progress falls only at a `started` or where the response tells a restart, and
/// a chunk holds from 1 byte to 512 KiB.
///
/// ```swift
/// var grammar = EventGrammar()
/// for try await event in download.events() { grammar.check(event) }
/// grammar.finish()
/// #expect(grammar.violation == nil)
/// ```
public struct EventGrammar: Sendable {
    private enum Position {
        /// Before the first event; nil where it may begin in any attempt.
        case beginning(attempt: Int?)
        case inside(attempt: Int, last: DownloadEvent.Progress?)
        case end(name: String)
    }

    private var position: Position
    private var count = 0

    /// The first broken promise, in one sentence; nil as long as all are kept.
    public private(set) var violation: String?

    /// The grammar of a stream.
    ///
    /// - Parameter isLate: Whether the stream may have been taken in any attempt, not just the first.
    public init(isLate: Bool = false) {
        position = .beginning(attempt: isLate ? nil : 1)
    }

    /// Takes in the next event; after a violation nothing more is checked.
    public mutating func check(_ event: DownloadEvent) {
        guard violation == nil else { return }
        count += 1
        do throws(Violation) {
            position = try next(event)
        } catch {
            violation = "Event \(count), \(Self.name(event)), \(error.text)."
        }
    }

    /// Takes in the end of the stream.
    ///
    /// - Parameter isCancelled: Whether the stream was cancelled, and so may end without a last event.
    public mutating func finish(isCancelled: Bool = false) {
        guard violation == nil else { return }
        switch position {
        case .end: return
        case .beginning, .inside:
            if isCancelled { return }
            violation = "The stream ends after \(count) events without completed or failed."
        }
    }

    /// The first promise that these events break, in one sentence; nil if they keep all.
    public static func violation(
        in events: some Sequence<DownloadEvent>,
        isCancelled: Bool = false
    ) -> String? {
        var grammar = EventGrammar()
        for event in events { grammar.check(event) }
        grammar.finish(isCancelled: isCancelled)
        return grammar.violation
    }
}

extension EventGrammar {
    private struct Violation: Error {
        let text: String
    }

    private func next(_ event: DownloadEvent) throws(Violation) -> Position {
        switch (position, event) {
        case (.end(let name), _):
            throw Violation(text: "comes after the end, which was \(name)")
        case (.beginning(let first), .started(let attempt)):
            guard attempt.number >= 1, attempt.number == first ?? attempt.number else {
                throw Violation(text: "begins with attempt \(attempt.number)")
            }
            return .inside(attempt: attempt.number, last: nil)
        case (.beginning, _):
            throw Violation(text: "comes before started")
        case (.inside(let number, _), .started(let attempt)):
            guard attempt.number == number + 1 else {
                throw Violation(text: "follows attempt \(number) with attempt \(attempt.number)")
            }
            return .inside(attempt: attempt.number, last: nil)
        case (.inside(let number, let last), .progress(let progress)):
            guard Self.mayFollow(progress, last) else {
                throw Violation(
                    text: "falls from \(last?.received ?? 0) to \(progress.received) bytes"
                )
            }
            return .inside(attempt: number, last: progress)
        case (.inside, .chunk(let chunk)):
            guard chunk.offset >= 0, (1...512 * 1024).contains(chunk.bytes.count) else {
                throw Violation(text: "has \(chunk.bytes.count) bytes at offset \(chunk.offset)")
            }
            return position
        case (.inside, .completed), (.inside, .failed):
            return .end(name: Self.name(event))
        }
    }

    /// Progress may fall only where a response that was not told before tells a restart.
    private static func mayFollow(
        _ progress: DownloadEvent.Progress,
        _ last: DownloadEvent.Progress?
    ) -> Bool {
        if progress.received >= last?.received ?? 0 { return true }
        return progress.received >= 0 && progress.response?.restart != nil
            && progress.response != last?.response
    }

    private static func name(_ event: DownloadEvent) -> String {
        switch event {
        case .started: "started"
        case .progress: "progress"
        case .chunk: "chunk"
        case .completed: "completed"
        case .failed: "failed"
        }
    }
}
