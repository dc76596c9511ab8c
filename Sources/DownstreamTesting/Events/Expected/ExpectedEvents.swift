public import Downstream

/// The events that a test expects, in a compact notation: `"s c c D"`.
///
/// ```swift
/// let expected: ExpectedEvents = "s p p c+ s(503) p* c+ p D"
/// #expect(expected.mismatch(in: events) == nil)
/// ```
///
/// One letter stands for one event; ends are capital. Blanks between them are for the reader.
///
/// | Notation | Event |
/// |---|---|
/// | `s` | started |
/// | `p` | progress; unless told otherwise, only where the phase changes |
/// | `c` | chunk |
/// | `D` | completed: done |
/// | `F` | failed |
/// | `...` | any events, or none |
///
/// An event can be told closer, in brackets and by the byte behind `@`:
///
/// | Notation | Event |
/// |---|---|
/// | `s(connectionLost)`, `s(503)` | an attempt after this reason, or after this HTTP status |
/// | `s@4` | an attempt that goes on from byte 4 |
/// | `p(stalled)`, `p@4` | progress in this phase, with 4 bytes received |
/// | `c(6)`, `c@4`, `c(6)@4` | 6 bytes, a chunk at offset 4, both |
/// | `D(resumed)`, `D@10` | completed in this way, with 10 bytes |
/// | `F(diskFull)`, `F(404)`, `F@4` | failed for this reason, with this status, with 4 bytes kept |
///
/// Behind each, `?`, `*` and `+` say that it comes at most once, any number of times, at least once,
/// and `{3}` that it comes three times. A cancelled stream is written without its last event: `"s p c"`.
///
/// The notation is read when it is compared; what is wrong with it is told as a mismatch.
public struct ExpectedEvents: Sendable, Equatable, ExpressibleByStringLiteral {
    /// Which progress is compared.
    @nonexhaustive
    public enum ProgressDetail: Sendable, Equatable {
        /// All of it, also what only time brings.
        case all
        /// The first of each phase, anew in each attempt.
        case changes
        /// None.
        case none
    }

    /// The notation as it was written.
    public let notation: String
    /// Which progress is compared.
    public let progress: ProgressDetail

    /// The events of a notation.
    ///
    /// - Parameters:
    ///   - notation: The events in their order, as above.
    ///   - progress: Which progress is compared; all other is left out.
    public init(_ notation: String, progress: ProgressDetail = .changes) {
        self.notation = notation
        self.progress = progress
    }

    /// The events of a notation, with progress where the phase changes.
    public init(stringLiteral notation: String) {
        self.init(notation)
    }

    /// Where a whole stream of events parts from what is expected; nil where it does not.
    public func mismatch(in events: some Sequence<DownloadEvent>) -> EventMismatch? {
        do throws(EventNotation.Problem) {
            var matcher = EventMatcher(try EventNotation.patterns(notation))
            let compared = compared(events)
            for (place, numbered) in compared.enumerated() {
                guard let expected = matcher.refusal(of: numbered.event) else { continue }
                return EventMismatch(matcher.patterns, expected, compared, at: place)
            }
            guard let expected = matcher.refusalOfEnd() else { return nil }
            return EventMismatch(matcher.patterns, expected, compared, at: compared.count)
        } catch {
            return EventMismatch(description: error.sentence)
        }
    }

    /// An event with its number in the stream, from 1.
    struct Numbered {
        let number: Int
        let event: DownloadEvent
    }

    /// The events that are compared.
    private func compared(_ events: some Sequence<DownloadEvent>) -> [Numbered] {
        var phase: DownloadEvent.Phase?
        var compared: [Numbered] = []
        for (index, event) in events.enumerated() {
            switch event {
            case .started: phase = nil
            case .progress(let news):
                defer { phase = news.phase }
                if progress == .none || progress == .changes && news.phase == phase { continue }
            case .chunk, .completed, .failed: break
            }
            compared.append(Numbered(number: index + 1, event: event))
        }
        return compared
    }
}
