internal import Downstream

/// Where a stream of events parts from what is expected.
///
/// Its text is made for the message of a failed test:
///
/// ```text
/// The events part from what is expected.
/// expected  s p p c+ D
///                 ^  ^
/// found     s p p c c F
///                     ^
/// Expected is chunk or completed; event 6 is failed, connectionLost with 8 bytes kept: Receiving …
/// ```
public struct EventMismatch: Sendable, Equatable, CustomStringConvertible {
    /// The two rows with their carets, and a sentence; or what is wrong with the notation.
    public let description: String

    init(description: String) {
        self.description = description
    }

    /// The mismatch of the event at a place; behind the last, of the end.
    init(
        _ patterns: [EventPattern],
        _ expectation: EventMatcher.Expectation,
        _ events: [ExpectedEvents.Numbered],
        at place: Int
    ) {
        let expected = CaretRow(patterns.map(\.text), at: expectation.places)
        let found = CaretRow(events.map(\.event.kind), at: place)
        let words = expectation.places.map { place in
            place < patterns.count ? patterns[place].words : "the end"
        }
        let what =
            place < events.count
            ? "event \(events[place].number) is \(events[place].event.words)"
            : "the stream ends after \(events.last?.number ?? 0) events."
        description = """
            The events part from what is expected.
            expected  \(expected.texts)
                      \(expected.carets)
            found     \(found.texts)
                      \(found.carets)
            Expected is \(words.joined(separator: " or ")); \(what)
            """
    }
}

/// A row of texts, and a row of carets below some of them.
struct CaretRow {
    private static let longestRun = 3
    private static let mostBehind = 8

    private(set) var texts = ""
    private(set) var carets = ""

    /// Texts with carets below these places, where the one behind the last is the end.
    init(_ row: [String], at places: [Int]) {
        for place in 0...row.count {
            if places.contains(place) { mark() }
            if place < row.count { append(row[place]) }
        }
    }

    /// Events with a caret below the one at a place; long runs are written as one, and what comes
    /// far behind is left out.
    init(_ row: [EventPattern.Kind], at place: Int) {
        var index = 0
        while index < row.count, index <= place + Self.mostBehind {
            if index == place { mark() }
            let limit = index < place ? place : index == place ? index + 1 : row.count
            let run = row[index..<limit].prefix { $0 == row[index] }.count
            let letter = String(row[index].rawValue)
            if run > Self.longestRun {
                append("\(letter){\(run)}")
            } else {
                for _ in 0..<run { append(letter) }
            }
            index += run
        }
        if index < row.count { append("...") }
        if place == row.count { mark() }
    }

    private mutating func append(_ text: String) {
        texts += texts.isEmpty ? text : " " + text
    }

    /// Puts a caret below what is appended next.
    private mutating func mark() {
        let column = texts.isEmpty ? 0 : texts.count + 1
        carets += String(repeating: " ", count: max(0, column - carets.count)) + "^"
    }
}
