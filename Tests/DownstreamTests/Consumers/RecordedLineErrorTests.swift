import Downstream
import DownstreamTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("A line that is no recorded event")
struct RecordedLineErrorTests {
    private static let head = #""download":1,"sequence":1,"time":0"#

    @Test(
        arguments: [
            ("", "it is not JSON that can be read"),
            ("nothing", "it is not JSON that can be read"),
            ("{", "it is not JSON that can be read"),
            ("[]", "it is not JSON that can be read"),
            ("{}", "\"download\" is missing"),
            (#"{"event":"chunk","download":1,"time":0}"#, "\"sequence\" is missing"),
            (#"{"event":"chunk","download":1,"sequence":1}"#, "\"time\" is missing"),
            ("{\(head)}", "\"event\" is missing"),
            (#"{"event":"paused",\#(head)}"#, "\"event\" has a value that cannot be"),
            (#"{"event":null,\#(head)}"#, "\"event\" has a value that cannot be"),
            (
                #"{"event":"chunk","download":0,"sequence":1,"time":0,"offset":0,"count":1}"#,
                "\"download\" has a value that cannot be"
            ),
            (
                #"{"event":"chunk","download":1,"sequence":-1,"time":0,"offset":0,"count":1}"#,
                "\"sequence\" has a value that cannot be"
            ),
            (
                // The decoder does not say which number is too large.
                #"{"event":"chunk","download":1,"sequence":1e300,"time":0}"#,
                "it is not JSON that can be read"
            ),
            (
                #"{"event":"chunk","download":1,"sequence":1,"time":-0.1,"offset":0,"count":1}"#,
                "\"time\" has a value that cannot be"
            ),
            (
                #"{"event":"chunk","download":1,"sequence":1,"time":1e10,"offset":0,"count":1}"#,
                "\"time\" has a value that cannot be"
            ),
            (
                #"{"event":"chunk","download":1,"sequence":1,"time":"nan","offset":0,"count":1}"#,
                "\"time\" has a value that cannot be"
            ),
            (#"{"event":"chunk",\#(head),"offset":0}"#, "\"count\" is missing"),
            (
                #"{"event":"chunk",\#(head),"offset":0,"count":0}"#,
                "\"count\" has a value that cannot be"
            ),
            (
                #"{"event":"chunk",\#(head),"offset":-1,"count":1}"#,
                "\"offset\" has a value that cannot be"
            ),
            (
                #"{"event":"chunk",\#(head),"offset":9223372036854775807,"count":1}"#,
                "\"offset\" has a value that cannot be"
            ),
            (
                #"{"event":"chunk",\#(head),"offset":0,"count":2,"bytes":"YQ=="}"#,
                "\"count\" has a value that cannot be"
            ),
            (
                #"{"event":"chunk",\#(head),"offset":0,"count":1,"bytes":"?"}"#,
                "\"bytes\" has a value that cannot be"
            ),
            (
                #"{"event":"started",\#(head),"number":1,"resumingFrom":0,"delay":1e300}"#,
                "\"delay\" has a value that cannot be"
            ),
        ]
    )
    func `says in a sentence what is wrong`(line: String, problem: String) throws {
        let error = #expect(throws: RecordingError.self) { try RecordedEvent(line: line) }
        #expect(error?.sentence == "The line is not a recorded event: \(problem).")
        #expect(error?.line == nil)
    }

    @Test func `never prints what could move a cursor`() throws {
        let line = """
            {"event":"failed",\(Self.head),"stage":"receiving","sentence":"","attempt":1,\
            "received":0,"elapsed":0,"reason":{"\\u001b[2J":{}}}
            """
        let error = #expect(throws: RecordingError.self) { try RecordedEvent(line: line) }
        #expect(error?.sentence.contains("\u{1B}") == false)
    }

    @Test(arguments: UInt64(1)...8)
    func `is told from one that is, whatever is done to it`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let lines = try EventSamples.all.enumerated().map { index, event in
            let time = Duration.milliseconds(index)
            return try RecordedEvent(
                download: 1,
                sequence: index + 1,
                time: time,
                source: "http://host/",
                content: .event(event)
            ).line()
        }
        var accepted = 0
        for _ in 0..<1000 {
            let mutant = try mutant(of: lines, &random)
            do throws(RecordingError) {
                let event = try RecordedEvent(line: mutant)
                // What can be read can be written.
                let written = try? event.line()
                #expect(written?.contains("\n") == false)
                accepted += 1
            } catch {
                #expect(error.sentence.hasSuffix("."))
            }
        }
        // Both happen, or the mutations would be too strong or too weak.
        #expect((1..<1000).contains(accepted))
    }

    private func mutant(
        of lines: [String],
        _ random: inout SeededGenerator
    ) throws -> String {
        let numbers = ["1e400", "-1", "9223372036854775808", "1e18", "0.5", "null", "{}", "\"\""]
        let line = try #require(lines.randomElement(using: &random))
        var bytes = Array(line.utf8)
        for _ in 0...Int.random(in: 0..<3, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes[place] = .random(in: 0...255, using: &random)
            case 1: bytes.removeSubrange(place..<min(place + 8, bytes.count - 1))
            case 2: bytes.insert(contentsOf: bytes[place...].prefix(8), at: place)
            case 3: bytes.removeSubrange(max(place, 1)...)
            default:
                guard let first = bytes[place...].firstIndex(where: Self.isDigit) else { continue }
                let end = bytes[first...].firstIndex { !Self.isDigit($0) } ?? bytes.endIndex
                let number = try #require(numbers.randomElement(using: &random))
                bytes.replaceSubrange(first..<end, with: number.utf8)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}
