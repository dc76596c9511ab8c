internal import Downstream

/// Reads a notation of events.
struct EventNotation {
    /// Why a notation cannot be read.
    struct Problem: Error {
        let sentence: String
    }

    private static let phases = ["waiting", "connecting", "receiving", "stalled", "verifying"]
    private static let most = 1_000_000

    private let notation: String
    private var rest: Substring

    private init(_ notation: String) {
        self.notation = notation
        rest = notation[...]
    }

    /// The events of a notation, in their order.
    static func patterns(_ notation: String) throws(Problem) -> [EventPattern] {
        var reader = EventNotation(notation)
        var patterns: [EventPattern] = []
        while let pattern = try reader.next() { patterns.append(pattern) }
        return patterns
    }

    private mutating func next() throws(Problem) -> EventPattern? {
        rest = rest.drop(while: \.isWhitespace)
        let begin = rest
        guard let letter = rest.first else { return nil }
        if rest.hasPrefix("...") {
            rest = rest.dropFirst(3)
            return EventPattern(kind: .any, count: 0...Int.max, text: "...")
        }
        guard let kind = EventPattern.Kind(rawValue: letter), kind != .any else {
            throw problem("an event is s, p, c, D or F", at: begin)
        }
        rest = rest.dropFirst()
        let detail = try bracketed("(", ")")
        if let detail, let expected = Self.complaint(detail, of: kind) {
            throw problem(expected, at: begin)
        }
        var pattern = EventPattern(kind: kind, detail: detail, text: "")
        if take("@") {
            let digits = rest.prefix(while: Self.isDigit)
            guard let offset = Int64(digits) else {
                throw problem("a number of bytes follows @", at: begin)
            }
            pattern.offset = offset
            rest = rest.dropFirst(digits.count)
        }
        pattern.count = try count(at: begin)
        pattern.text = String(begin.dropLast(rest.count).filter { !$0.isWhitespace })
        return pattern
    }

    private mutating func count(at begin: Substring) throws(Problem) -> ClosedRange<Int> {
        if take("?") { return 0...1 }
        if take("*") { return 0...Int.max }
        if take("+") { return 1...Int.max }
        guard let text = try bracketed("{", "}") else { return 1...1 }
        guard text.allSatisfy(Self.isDigit), let count = Int(text), count <= Self.most else {
            throw problem("braces hold a number up to \(Self.most)", at: begin)
        }
        return count...count
    }

    /// What brackets hold; nil where none open here.
    private mutating func bracketed(
        _ opening: Character,
        _ closing: Character
    ) throws(Problem) -> String? {
        let begin = rest
        guard take(opening) else { return nil }
        guard let end = rest.firstIndex(of: closing) else {
            throw problem("a \(opening) needs its \(closing)", at: begin)
        }
        defer { rest = rest[end...].dropFirst() }
        return rest[..<end].filter { !$0.isWhitespace }
    }

    private mutating func take(_ character: Character) -> Bool {
        guard rest.first == character else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// What brackets of this kind of event can hold, where this is not it.
    private static func complaint(_ detail: String, of kind: EventPattern.Kind) -> String? {
        switch kind {
        case .progress where !phases.contains(detail):
            "a phase is one of \(phases.joined(separator: ", "))"
        case .chunk where Int(detail) == nil:
            "the brackets of c hold a number of bytes"
        case .completed where DownloadEvent.How(rawValue: detail) == nil:
            "the brackets of D hold how, for example transferred or resumed"
        case .started where detail.isEmpty, .failed where detail.isEmpty:
            "the brackets hold a reason or an HTTP status"
        default: nil
        }
    }

    private static func isDigit(_ character: Character) -> Bool {
        character.isASCII && character.isNumber
    }

    private func problem(_ expected: String, at place: Substring) -> Problem {
        Problem(
            sentence:
                "The notation \"\(notation)\" cannot be read from \"\(place)\" on: \(expected)."
        )
    }
}
