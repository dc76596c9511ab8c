#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What a line of a log says of its event, encoded before the line has its numbers.
///
/// So the slow part of a line is made outside the lock that gives the numbers. Chunks, of which there
/// are many, are written by hand.
struct EventFields {
    private let name: String
    /// What follows the numbers, with the end of the object.
    private let rest: String

    init(_ content: RecordedEvent.Content, source: String?) throws {
        var rest = try source.map { "\"source\":\(try Self.json($0))," } ?? ""
        switch content {
        case .extent(let offset, let count):
            name = "chunk"
            rest += Self.extent(offset, count)
        case .event(.chunk(let chunk)):
            name = "chunk"
            rest += "\"bytes\":\"\(chunk.bytes.base64EncodedString())\","
            rest += Self.extent(chunk.offset, chunk.bytes.count)
        case .event(.started(let attempt)):
            name = "started"
            rest += try Self.fields(attempt)
        case .event(.progress(let progress)):
            name = "progress"
            rest += try Self.fields(progress)
        case .event(.completed(let completion)):
            name = "completed"
            rest += try Self.fields(completion)
        case .event(.failed(let error)):
            name = "failed"
            rest += try Self.fields(error)
        }
        self.rest = rest
    }

    /// The line, without its end.
    func line(download: Int, sequence: Int, time: Duration) -> String {
        // JSON objects have no order, but a reader looks for the name first.
        """
        {"event":"\(name)","download":\(download),"sequence":\(sequence),\
        "time":\(Self.seconds(time)),\(rest)
        """
    }

    private static func extent(_ offset: Int64, _ count: Int) -> String {
        "\"count\":\(count),\"offset\":\(offset)}"
    }

    /// The keys of a payload, none of which is without any.
    private static func fields(_ payload: some Encodable) throws -> String {
        String(try json(payload).dropFirst())
    }

    private static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: RecordedEvent.infinity,
            negativeInfinity: "-" + RecordedEvent.infinity,
            nan: RecordedEvent.notANumber
        )
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// "0", "0.25", "12.000000001": seconds to the nanosecond.
    private static func seconds(_ time: Duration) -> String {
        guard time >= .zero else { return "\(time.inSeconds)" }
        let (seconds, attoseconds) = time.components
        let nanoseconds = attoseconds / 1_000_000_000
        guard nanoseconds > 0 else { return "\(seconds)" }
        // A one before nine digits keeps the zeros in front of them.
        var digits = Array("\(nanoseconds + 1_000_000_000)".utf8.dropFirst())
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return "\(seconds).\(String(decoding: digits, as: UTF8.self))"
    }
}
