/// Why a log cannot be read: about the log, never about the downloads in it.
public struct RecordingError: Error, Sendable, Equatable {
    /// Which line of the file is at fault, from 1; nil where it is none, or is not known.
    public var line: Int?
    /// One sentence that names the line and what is wrong with it.
    public var sentence: String

    init(line: Int?, problem: String) {
        self.line = line
        let name = line.map { "Line \($0) of the log" } ?? "The line"
        sentence = "\(name) is not a recorded event: \(problem)."
    }

    init(_ sentence: String, line: Int? = nil) {
        self.line = line
        self.sentence = sentence
    }
}

extension RecordingError: CustomStringConvertible {
    /// The sentence.
    public var description: String { sentence }
}

extension RecordingError {
    /// What a decoder found, without what the line holds.
    static func problem(_ error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, let context):
            "\(name(context.codingPath + [key])) is missing"
        case DecodingError.typeMismatch(_, let context) where !context.codingPath.isEmpty,
            DecodingError.valueNotFound(_, let context) where !context.codingPath.isEmpty,
            DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
            "\(name(context.codingPath)) has a value that cannot be"
        default:
            "it is not JSON that can be read"
        }
    }

    private static func name(_ path: [any CodingKey]) -> String {
        // A key can be the log's own text, where a payload is keyed by the names of cases.
        "\"" + Redaction.printable(path.map(\.stringValue).joined(separator: ".")) + "\""
    }
}
