import Downstream
import TestTraits
import Testing

@Suite("How long a server asks to be left alone", .timeLimit(.minutes(5)))
struct RetryAfterTests {
    /// Sun, 06 Nov 1994 08:49:37 GMT.
    private static let now: Int64 = 784_111_777

    private func wait(_ fields: KeyValuePairs<String, String>) -> Duration? {
        let headers = fields.map { HeaderField($0.key, $0.value) }
        return RetryAfter.wait(ResponseHead(status: 503, headers: headers), now: Self.now)
    }

    @Test(
        .case(42),
        arguments: [("120", 120), ("0", 0), ("1", 1), (" 7\t", 7), ("007", 7)] as [(String, Int64)]
    )
    func `is a number of seconds`(text: String, seconds: Int64) {
        #expect(wait(["Retry-After": text]) == .seconds(seconds))
        #expect(wait(["retry-after": text]) == .seconds(seconds))
    }

    @Test(.case(42), arguments: ["99999999999999", "99999999999999999999999999999999"])
    func `is a very long time where it cannot be counted`(text: String) throws {
        let wait = try #require(self.wait(["Retry-After": text]))
        #expect(wait > .seconds(86_400 * 365))
        #expect(wait + wait > wait)
    }

    @Test(
        .case(42),
        arguments: [
            "Sun, 06 Nov 1994 08:51:37 GMT", "Sunday, 06-Nov-94 08:51:37 GMT",
            "Sun Nov  6 08:51:37 1994",
        ]
    )
    func `is a date`(text: String) {
        #expect(wait(["Retry-After": text]) == .seconds(120))
    }

    @Test(
        .case(42),
        arguments: [
            "", " ", "soon", "-1", "+1", "1.5", "1e3", "0x10", "１２", "120 s", "120, 120", "*",
            "Sun, 06 Nov 1994 08:51:37", "Sun, 31 Feb 1995 08:51:37 GMT",
        ]
    )
    func `is none where it makes no sense`(text: String) {
        #expect(wait(["Retry-After": text]) == nil)
    }

    @Test(
        .case(42),
        arguments: ["Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:36 GMT"]
    )
    func `is none where the date has passed`(text: String) {
        #expect(wait(["Retry-After": text]) == nil)
    }

    @Test func `is none where nothing is said`() {
        #expect(wait([:]) == nil)
        #expect(wait(["Date": "Sun, 06 Nov 1994 08:51:37 GMT"]) == nil)
    }

    @Test(.case(44)) func `is measured by the server's own clock`() {
        let date = "Sun, 06 Nov 2044 08:51:37 GMT"
        #expect(
            wait(["Retry-After": date, "Date": "Sun, 06 Nov 2044 08:51:00 GMT"]) == .seconds(37)
        )
        #expect(wait(["Retry-After": date, "Date": date]) == nil)
        // By our clock this one is over.
        let old = "Sun, 06 Nov 1984 08:51:37 GMT"
        #expect(
            wait(["Retry-After": old, "Date": "Tue, 06 Nov 1984 08:51:00 GMT"]) == .seconds(37)
        )
    }

    @Test(.case(44)) func `is measured by our clock where the server's cannot be read`() {
        let date = "Sun, 06 Nov 1994 08:51:37 GMT"
        #expect(wait(["Retry-After": date, "Date": "today"]) == .seconds(120))
    }

    @Test(.case(44)) func `does not depend on a clock where it is a number`() {
        #expect(
            wait(["Retry-After": "5", "Date": "Sun, 06 Nov 2044 08:51:00 GMT"]) == .seconds(5)
        )
    }
}
