/// A moment in the calendar, reckoned another way than the library does: year by year.
struct CivilDate {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The moment in the preferred form of HTTP; the day of the week is always the same.
    let text: String

    init(secondsSince1970 seconds: Int64) {
        // From the year 0, so that nothing is negative; 400 years always have as many days.
        let (days, time) = (seconds + 62_167_219_200).quotientAndRemainder(dividingBy: 86_400)
        var (year, rest) = (days / 146_097 * 400, days % 146_097)
        while rest >= Self.length(of: year) {
            rest -= Self.length(of: year)
            year += 1
        }
        var month = 0
        while rest >= Self.length(ofMonth: month, in: year) {
            rest -= Self.length(ofMonth: month, in: year)
            month += 1
        }
        let clock = [time / 3600, time / 60 % 60, time % 60].map { Self.digits($0, 2) }
        text =
            "Sun, \(Self.digits(rest + 1, 2)) \(Self.months[month]) \(Self.digits(year, 4)) "
            + clock.joined(separator: ":") + " GMT"
    }

    private static func isLeap(_ year: Int64) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    private static func length(of year: Int64) -> Int64 {
        isLeap(year) ? 366 : 365
    }

    private static func length(ofMonth month: Int, in year: Int64) -> Int64 {
        [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month]
    }

    private static func digits(_ number: Int64, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: count - text.count) + text
    }
}
