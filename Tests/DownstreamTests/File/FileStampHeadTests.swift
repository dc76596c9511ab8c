import Downstream
import TestTraits
import Testing

@Suite("What a head says of its version", .timeLimit(.minutes(5)))
struct FileStampHeadTests {
    private static let date = "Sun, 06 Nov 1994 08:49:37 GMT"
    /// One second after it.
    private static let later = "Sun, 06 Nov 1994 08:49:38 GMT"
    private static let seconds: Int64 = 784_111_777

    private func stamp(
        _ fields: KeyValuePairs<String, String>,
        now: Int64 = .max
    ) -> FileStamp {
        let headers = fields.map { HeaderField($0.key, $0.value) }
        return FileStamp(
            ResponseHead(status: 200, headers: headers),
            identity: "a",
            size: 10,
            now: now
        )
    }

    @Test(.case(14)) func `is its tag and its date`() {
        let both = stamp(["ETag": "\"v1\"", "Last-Modified": Self.date, "Date": Self.later])
        #expect(
            both == FileStamp(identity: "a", size: 10, entityTag: "\"v1\"", lastModified: Self.date)
        )
        #expect(stamp([:]) == FileStamp(identity: "a", size: 10, entityTag: nil, lastModified: nil))
    }

    @Test(.case(73), arguments: ["", "yesterday", "0", "Sun, 31 Feb 1994 08:49:37 GMT"])
    func `has no date where that is none`(text: String) {
        #expect(stamp(["Last-Modified": text, "Date": Self.date]).lastModified == nil)
        #expect(stamp(["Last-Modified": text]).lastModified == nil)
    }

    @Test(.case(73)) func `has no date that lies in the future`() {
        #expect(stamp(["Last-Modified": Self.later, "Date": Self.date]).lastModified == nil)
        #expect(stamp(["Last-Modified": Self.date, "Date": Self.date]).lastModified == Self.date)
        #expect(stamp(["Last-Modified": Self.date, "Date": Self.later]).lastModified == Self.date)
        // The clock that is wrong may be ours.
        #expect(
            stamp(["Last-Modified": Self.date, "Date": Self.later], now: 0).lastModified
                == Self.date
        )
    }

    @Test(.case(73), arguments: [[:], ["Date": "today"]])
    func `is held against our clock where the server tells no time`(fields: [String: String]) {
        let headers = fields.map { HeaderField($0.key, $0.value) }
        let head = ResponseHead(
            status: 200,
            headers: headers + [HeaderField("Last-Modified", Self.date)]
        )
        #expect(
            FileStamp(head, identity: "a", size: 10, now: Self.seconds).lastModified == Self.date
        )
        #expect(FileStamp(head, identity: "a", size: 10, now: Self.seconds - 1).lastModified == nil)
    }

    @Test(.case(14)) func `gives the conditions of the next request`() {
        let tag = HeaderField("If-None-Match", "W/\"v1\"")
        let date = HeaderField("If-Modified-Since", Self.date)
        #expect(
            FileStamp(identity: "a", size: 1, entityTag: "W/\"v1\"", lastModified: Self.date)
                .conditions == [tag]
        )
        #expect(
            FileStamp(identity: "a", size: 1, entityTag: "W/\"v1\"", lastModified: nil).conditions
                == [tag]
        )
        #expect(
            FileStamp(identity: "a", size: 1, entityTag: nil, lastModified: Self.date).conditions
                == [date]
        )
        #expect(
            FileStamp(identity: "a", size: 1, entityTag: nil, lastModified: nil).conditions.isEmpty
        )
    }
}
