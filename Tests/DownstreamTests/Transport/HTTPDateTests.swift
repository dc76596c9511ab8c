import Downstream
import Testing

@Suite("Dates of HTTP", .timeLimit(.minutes(5)))
struct HTTPDateTests {
    @Test(arguments: [
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Thu, 01 Jan 1970 00:00:01 GMT", 1),
        ("Wed, 31 Dec 1969 23:59:59 GMT", -1),
        ("Sat, 01 Jan 2000 00:00:00 GMT", 946_684_800),
        ("Tue, 29 Feb 2000 00:00:00 GMT", 951_782_400),
        ("Wed, 01 Mar 2000 00:00:00 GMT", 951_868_800),
        ("Thu, 29 Feb 2024 12:30:15 GMT", 1_709_209_815),
        ("Tue, 19 Jan 2038 03:14:08 GMT", 2_147_483_648),
        ("Sat, 31 Dec 2016 23:59:60 GMT", 1_483_228_800),
        ("Thu, 01 Mar 1900 00:00:00 GMT", -2_203_891_200),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
        ("Sat, 01 Jan 0000 00:00:00 GMT", -62_167_219_200),
        ("Tue, 29 Feb 0000 00:00:00 GMT", -62_162_121_600),
        ("Wed, 01 Mar 0000 00:00:00 GMT", -62_162_035_200),
        ("Mon, 01 Jan 0001 00:00:00 GMT", -62_135_596_800),
    ])
    func `are read in the preferred form`(text: String, seconds: Int64) {
        #expect(HTTPDate(text)?.secondsSince1970 == seconds)
    }

    @Test(arguments: [
        ("Saturday, 01-Jan-00 00:00:00 GMT", 946_684_800),
        ("Thursday, 01-Jan-70 00:00:00 GMT", 0),
        ("Friday, 31-Dec-99 23:59:59 GMT", 946_684_799),
        ("Tuesday, 31-Dec-69 00:00:00 GMT", 3_155_673_600),
        ("Sat Jan  1 00:00:00 2000", 946_684_800),
        ("Sat Jan 01 00:00:00 2000", 946_684_800),
        ("Fri Dec 31 23:59:59 1999", 946_684_799),
    ])
    func `are read in both obsolete forms`(text: String, seconds: Int64) {
        #expect(HTTPDate(text)?.secondsSince1970 == seconds)
    }

    @Test(arguments: [
        "", "0", "-1", "Sat", "2000-01-01T00:00:00Z", "946684800",
        "Sat, 01 Jan 2000 00:00:00", "Sat, 01 Jan 2000 00:00:00 UTC",
        "Sat, 01 Jan 2000 00:00:00 +0000", "01 Jan 2000 00:00:00 GMT",
        "Sat, 00 Jan 2000 00:00:00 GMT", "Sat, 32 Jan 2000 00:00:00 GMT",
        "Sat, 30 Feb 2000 00:00:00 GMT", "Sat, 29 Feb 1900 00:00:00 GMT",
        "Sat, 29 Feb 2023 00:00:00 GMT", "Sat, 31 Apr 2000 00:00:00 GMT",
        "Sat, 31 Jun 2000 00:00:00 GMT", "Sat, 31 Sep 2000 00:00:00 GMT",
        "Sat, 31 Nov 2000 00:00:00 GMT",
        "Sat, 01 Foo 2000 00:00:00 GMT", "Sat, 01 January 2000 00:00:00 GMT",
        "Sat, 01 Jan 2000 24:00:00 GMT", "Sat, 01 Jan 2000 00:60:00 GMT",
        "Sat, 01 Jan 2000 00:00:61 GMT", "Sat, 01 Jan 2000 00:00 GMT",
        "Sat, 01 Jan 2000 00:00:00:00 GMT", "Sat, 01 Jan 2000 +1:00:00 GMT",
        "Sat, 01 Jan 2000 :: GMT",
        "Sat, 01 Jan 10000 00:00:00 GMT", "Sat, 01 Jan 200 00:00:00 GMT",
        "Sat, 01 Jan 5 00:00:00 GMT", "Sat, 01 Jan 00002000 00:00:00 GMT",
        "Sat, 01 Jan 99999999999999999999 00:00:00 GMT",
        "Sat, 01 Jan ٢٠٠٠ 00:00:00 GMT", "Sat, 01 Jan 2000 00:00:00 GMT x",
        "Sat Jan 1 00:00:00 2000 GMT", "Sat Jan 1 00:00:00",
    ])
    func `are nothing where they are broken`(text: String) {
        #expect(HTTPDate(text) == nil)
    }

    @Test func `count every day of a leap cycle once`() {
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var expected: Int64 = -5_364_662_400  // 1800-01-01
        for year in 1800..<2200 {
            let isLeap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
            for (month, length) in zip(months, lengths) {
                for day in 1...(length + (isLeap && month == "Feb" ? 1 : 0)) {
                    let text = "Day, \(day) \(month) \(year) 00:00:00 GMT"
                    guard HTTPDate(text)?.secondsSince1970 == expected else {
                        Issue.record("\(text) is not \(expected)")
                        return
                    }
                    expected += 86_400
                }
            }
        }
    }
}
