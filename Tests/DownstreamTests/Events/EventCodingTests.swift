import Downstream
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("Encoded events")
struct EventCodingTests {
    private func attempt(delay: String) throws -> DownloadEvent {
        let text = #"{"event":"started","number":1,"resumingFrom":0,"delay":\#(delay)}"#
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "+",
            negativeInfinity: "-",
            nan: "?"
        )
        return try decoder.decode(DownloadEvent.self, from: Data(text.utf8))
    }

    @Test(arguments: [
        ("0", Duration.zero), ("0.25", .milliseconds(250)), ("-1.5", .milliseconds(-1500)),
        ("1e9", .seconds(1_000_000_000)), ("9e18", .seconds(9_000_000_000_000_000_000)),
    ])
    func `have durations in seconds`(seconds: String, delay: Duration) throws {
        let event = DownloadEvent.started(DownloadEvent.Attempt(number: 1, delay: delay))
        #expect(try attempt(delay: seconds) == event)
    }

    @Test(arguments: ["1e300", "-1e300", "9.3e18", "-9.3e18", "\"+\"", "\"-\"", "\"?\""])
    func `are refused where a duration cannot be`(seconds: String) {
        let error = #expect(throws: DecodingError.self) { try attempt(delay: seconds) }
        guard case .dataCorrupted(let context) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(context.codingPath.map(\.stringValue) == ["delay"])
    }

    @Test func `are refused where a duration that may be missing cannot be`() {
        let text = """
            {"event":"progress","phase":{"name":"connecting"},"received":0,"bytesPerSecond":0,\
            "elapsed":0,"remaining":1e300}
            """
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(DownloadEvent.self, from: Data(text.utf8))
        }
    }
}
