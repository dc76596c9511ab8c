import Downstream
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("A line of a log")
struct RecordedEventTests {
    private static let times: [(Duration, String)] = [
        (.zero, "0"), (.milliseconds(250), "0.25"), (.seconds(12), "12"),
        (.nanoseconds(12_000_000_001), "12.000000001"), (.microseconds(7), "0.000007"),
        (.seconds(1_000_000_000), "1000000000"),
    ]

    private func recorded(_ event: DownloadEvent, source: String? = nil) -> RecordedEvent {
        RecordedEvent(
            download: 2,
            sequence: 7,
            time: .microseconds(123_456),
            source: source,
            content: .event(event)
        )
    }

    @Test(arguments: EventSamples.all)
    func `reads back as what was written`(event: DownloadEvent) throws {
        let recorded = recorded(event)
        let line = try recorded.line()

        #expect(try RecordedEvent(line: line) == recorded)
        #expect(!line.contains("\n") && !line.contains("\r"))
    }

    @Test(arguments: EventSamples.all)
    func `is what any coder of JSON makes of it`(event: DownloadEvent) throws {
        let recorded = recorded(event, source: "http://host/ä\"\\")
        let coded = try JSONEncoder().encode(recorded)

        #expect(try JSONDecoder().decode(RecordedEvent.self, from: coded) == recorded)
        let line = Data(try recorded.line().utf8)
        #expect(try JSONDecoder().decode(RecordedEvent.self, from: line) == recorded)
    }

    @Test func `begins with the name, the download and its place`() throws {
        let start = recorded(.started(1), source: "http://host/video.mp4")
        #expect(
            try start.line() == """
                {"event":"started","download":2,"sequence":7,"time":0.123456,\
                "source":"http://host/video.mp4","delay":0,"number":1,"resumingFrom":0}
                """
        )
    }

    @Test func `has the bytes of a chunk in base64, or only their number`() throws {
        let chunk = recorded(.chunk(.init(offset: 16_384, bytes: Data("a?>b".utf8))))
        #expect(
            try chunk.line() == """
                {"event":"chunk","download":2,"sequence":7,"time":0.123456,"bytes":"YT8+Yg==",\
                "count":4,"offset":16384}
                """
        )
        var extent = chunk
        extent.content = .extent(offset: 16_384, count: 4)
        #expect(
            try extent.line() == """
                {"event":"chunk","download":2,"sequence":7,"time":0.123456,\
                "count":4,"offset":16384}
                """
        )
        #expect(try RecordedEvent(line: extent.line()) == extent)
        #expect(extent.event == nil)
    }

    @Test(arguments: times)
    func `has its time in seconds, to the nanosecond`(time: Duration, text: String) throws {
        var recorded = recorded(.started(1))
        recorded.time = time
        let line = try recorded.line()
        #expect(line.contains("\"time\":\(text),"))
        #expect(try RecordedEvent(line: line) == recorded)
    }

    @Test func `leaves out what may be secret`() throws {
        let url = try #require(URL(string: "https://user:word@host/a.mp4?token=sesame"))
        let response = DownloadEvent.Response(status: 200, finalURL: url)
        let line = try recorded(
            .progress(DownloadEvent.Progress(phase: .receiving, received: 0, response: response))
        ).line()
        #expect(line.contains(#""finalURL":"https://host/a.mp4""#))
        #expect(!line.contains("word") && !line.contains("sesame"))
    }

    @Test func `can have keys that nobody knows, in any order, and an end of any kind`() throws {
        let text = """
            \t{"new":{"a":[1,null]},"offset":3,"count":2,"time":1e-3,"sequence":9,"download":1,\
            "event":"chunk"}\r\n
            """
        let line = try RecordedEvent(line: text)
        let time = Duration.milliseconds(1)
        let content = RecordedEvent.Content.extent(offset: 3, count: 2)
        #expect(line == RecordedEvent(download: 1, sequence: 9, time: time, content: content))
    }

    @Test func `keeps speeds that are no numbers`() throws {
        let progress = DownloadEvent.Progress(
            phase: .receiving,
            received: 1,
            bytesPerSecond: .infinity
        )
        let recorded = recorded(.progress(progress))
        #expect(try RecordedEvent(line: recorded.line()) == recorded)
    }
}
