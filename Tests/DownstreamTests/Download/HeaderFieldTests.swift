import Downstream
import Testing

@Suite("Header fields", .timeLimit(.minutes(5)))
struct HeaderFieldTests {
    @Test(arguments: [
        HeaderField("X", "y"), HeaderField("X-Token!#$%&'*+-.^_`|~09", "a\tb ü"),
        HeaderField("Accept", ""), HeaderField("authorization", "Bearer x"),
        HeaderField("Range-Unit", "x"),
    ])
    func `are sent where they are proper`(field: HeaderField) {
        #expect(field.problem == nil)
    }

    @Test(arguments: ["", " ", "X Y", "X:", "X\r\nY", "X\0", "ü", "X/Y", "(x)", "X\u{7F}"])
    func `need a token for a name`(name: String) {
        #expect(HeaderField(name, "y").problem == "a header field has no proper name")
    }

    @Test(arguments: [
        "Host", "RANGE", "if-range", "Content-Length", "Transfer-Encoding", "Connection",
    ])
    func `leave alone what the library sends itself`(name: String) throws {
        #expect(try #require(HeaderField(name, "y").problem).contains("belongs to the library"))
    }

    @Test(arguments: ["a\nb", "a\r\nX: y", "\0", "\u{1B}", "\u{7F}", "a\r"])
    func `hold no control character, and do not repeat it`(value: String) throws {
        let problem = try #require(HeaderField("X", value).problem)
        #expect(problem == "the value of the header field X holds a control character")
    }
}
