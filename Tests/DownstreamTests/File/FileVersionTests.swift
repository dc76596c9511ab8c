import Downstream
import TestTraits
import Testing

@Suite("Which version of a file bytes are of", .timeLimit(.minutes(5)))
struct FileVersionTests {
    private static let modified = "Sat, 01 Jan 2000 00:00:00 GMT"
    private static let later = "Sat, 01 Jan 2000 00:00:01 GMT"

    private func head(_ fields: KeyValuePairs<String, String>) -> ResponseHead {
        ResponseHead(status: 200, headers: fields.map { HeaderField($0.key, $0.value) })
    }

    private func version(_ fields: KeyValuePairs<String, String>) -> FileVersion? {
        FileVersion(head(fields), total: 100)
    }

    @Test func `is named by a strong tag`() {
        let tag = Validator(kind: .entityTag, text: "\"v1\"", isStrong: true)
        #expect(version(["ETag": "\"v1\""]) == FileVersion(validator: tag, total: 100))
        #expect(FileVersion(head(["ETag": "\"v1\""]), total: nil)?.total == nil)
    }

    @Test(.case(11)) func `is named by a strong date beside a weak tag`() {
        let date = Validator(kind: .lastModified, text: Self.modified, isStrong: true)
        let fields: KeyValuePairs = [
            "ETag": "W/\"v1\"", "Last-Modified": Self.modified, "Date": Self.later,
        ]
        #expect(version(fields) == FileVersion(validator: date, total: 100))
    }

    @Test(.case(11)) func `is not named by what is weak`() {
        #expect(version(["ETag": "W/\"v1\""]) == nil)
        #expect(version(["Last-Modified": Self.modified]) == nil)
        #expect(version(["Last-Modified": Self.modified, "Date": Self.modified]) == nil)
        #expect(
            version([
                "ETag": "W/\"v1\"", "Last-Modified": Self.modified, "Date": Self.modified,
            ]) == nil
        )
    }

    @Test(.case(12)) func `is not named where there is no validator`() {
        #expect(version([:]) == nil)
        #expect(version(["Content-Length": "100", "Accept-Ranges": "bytes"]) == nil)
        #expect(version(["ETag": "v1"]) == nil)
    }

    @Test(.case(21), arguments: ["none", "None", "NONE"])
    func `cannot be gone on from where the server takes no ranges`(ranges: String) {
        #expect(version(["ETag": "\"v1\"", "Accept-Ranges": ranges]) == nil)
    }

    @Test(.case(21), arguments: ["bytes", "", "x"])
    func `does not depend on a promise of ranges`(ranges: String) {
        #expect(
            version(["ETag": "\"v1\"", "Accept-Ranges": ranges]) == version(["ETag": "\"v1\""])
        )
    }

    @Test(
        .case(16),
        arguments: [
            ("gzip", "gzip"), ("GZip", "gzip"), ("gzip, br", "gzip, br"), ("identity", nil),
            ("Identity", nil), ("", nil),
        ] as [(String, String?)]
    )
    func `keeps how its bytes are coded`(value: String, coding: String?) throws {
        let version = try #require(self.version(["ETag": "\"v1\"", "Content-Encoding": value]))
        #expect(version.contentEncoding == coding)
    }

    @Test(.case(16)) func `keeps all codings of several fields`() {
        let fields: KeyValuePairs = ["Content-Encoding": "gzip", "content-encoding": "br"]
        #expect(head(fields).contentEncoding == "gzip, br")
        #expect(head([:]).contentEncoding == nil)
    }
}
