#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension RecordedEvent {
    // What speeds are called in JSON that are no numbers there.
    static let infinity = "inf"
    static let notANumber = "nan"

    /// The line as it is written, without its end.
    ///
    /// `event`, `download`, `sequence` and `time` come first, then `source`, then what the event has,
    /// by the alphabet. Times are in seconds, sizes and offsets in bytes; web URLs have neither user
    /// nor password nor query.
    ///
    /// - Throws: `EncodingError` for a value that has no form in JSON; none of the library's is one.
    public func line() throws -> String {
        try EventFields(content, source: source)
            .line(download: download, sequence: sequence, time: time)
    }

    /// Reads a line; keys that it does not know are ignored.
    ///
    /// - Parameter text: The line, with or without its end.
    /// - Throws: ``RecordingError`` if the line is no event, or has a number that cannot be.
    public init(line text: String) throws(RecordingError) {
        try self.init(line: text.utf8, number: nil)
    }

    /// Reads the bytes of a line, which errors call by its number.
    init(line bytes: some Collection<UInt8>, number: Int?) throws(RecordingError) {
        // The decoder would guess other encodings.
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw RecordingError(line: number, problem: "it is not UTF-8")
        }
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: Self.infinity,
            negativeInfinity: "-" + Self.infinity,
            nan: Self.notANumber
        )
        do {
            self = try decoder.decode(RecordedEvent.self, from: Data(bytes))
        } catch {
            throw RecordingError(line: number, problem: RecordingError.problem(error))
        }
    }
}
