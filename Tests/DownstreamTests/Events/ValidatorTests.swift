import Downstream
import Testing

@Suite("Validators", .timeLimit(.minutes(5)))
struct ValidatorTests {
    private static let modified = "Sat, 01 Jan 2000 00:00:00 GMT"
    private static let later = "Sat, 01 Jan 2000 00:00:01 GMT"

    private func validator(_ headers: [(String, String)]) -> Validator? {
        Validator(
            ResponseHead(status: 200, headers: headers.map { HeaderField($0.0, $0.1) })
        )
    }

    @Test func `a quoted entity tag is strong`() {
        #expect(
            validator([("etag", "\"v1\""), ("Last-Modified", Self.modified), ("Date", Self.later)])
                == Validator(kind: .entityTag, text: "\"v1\"", isStrong: true)
        )
        #expect(validator([("ETag", "\"\"")])?.isStrong == true)
    }

    @Test func `a weak tag stands back behind a strong date only`() {
        let strongDate = Validator(kind: .lastModified, text: Self.modified, isStrong: true)
        let weakTag = Validator(kind: .entityTag, text: "W/\"v1\"", isStrong: false)
        let tag = ("ETag", "W/\"v1\"")
        let date = ("Last-Modified", Self.modified)
        #expect(validator([tag, date, ("Date", Self.later)]) == strongDate)
        #expect(validator([tag, date, ("Date", Self.modified)]) == weakTag)
        #expect(validator([tag, date]) == weakTag)
        #expect(validator([tag]) == weakTag)
    }

    @Test func `a date is strong from one second before its response on`() {
        let date = ("Last-Modified", Self.modified)
        #expect(validator([date, ("Date", Self.later)])?.isStrong == true)
        #expect(validator([date, ("Date", Self.modified)])?.isStrong == false)
        #expect(validator([date, ("Date", "yesterday")])?.isStrong == false)
        #expect(validator([date])?.isStrong == false)
        #expect(
            validator([("Last-Modified", Self.later), ("Date", Self.modified)])?.isStrong == false
        )
    }

    @Test(arguments: [
        "", "v1", "\"", "W/\"", "\"v1", "v1\"", "w/\"v1\"", "W/v1", "\"a\", \"b\"", "\"a\"b\"",
    ])
    func `a malformed tag is none`(tag: String) {
        #expect(validator([("ETag", tag)]) == nil)
        #expect(
            validator([("ETag", tag), ("Last-Modified", Self.modified)])?.kind == .lastModified
        )
    }

    @Test func `a malformed date is none`() {
        #expect(validator([("Last-Modified", "yesterday"), ("Date", Self.later)]) == nil)
        #expect(validator([]) == nil)
    }
}
