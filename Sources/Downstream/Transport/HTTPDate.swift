/// A moment as HTTP writes it, to the second (RFC 9110, section 5.6.7).
package struct HTTPDate: Equatable {
    /// The seconds since 1970-01-01 00:00:00 UTC.
    package let secondsSince1970: Int64

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// Reads the preferred form and both obsolete ones; nil for anything else.
    package init?(_ text: String) {
        let words = text.utf8.split { " ,-".utf8.contains($0) }
        // Sun 06 Nov 1994 08:49:37 GMT, and Sunday 06 Nov 94 08:49:37 GMT; or
        // Sun Nov 6 08:49:37 1994.
        guard words.count == 6 && words[5].spells("gmt") || words.count == 5 else { return nil }
        let isASCTime = words.count == 5
        let (day, month, year, time) =
            isASCTime
            ? (words[2], words[1], words[4], words[3]) : (words[1], words[2], words[3], words[4])
        guard
            let dayNumber = Self.number(day, 1...31),
            let monthNumber = Self.months.firstIndex(where: month.spells).map({ $0 + 1 }),
            let yearNumber = Self.year(year),
            dayNumber <= Self.length(ofMonth: monthNumber, year: yearNumber),
            let seconds = Self.seconds(time)
        else { return nil }
        let days = Self.days(year: yearNumber, month: monthNumber, day: dayNumber)
        secondsSince1970 = days * 86_400 + seconds
    }

    private static func number(_ text: Substring.UTF8View, _ range: ClosedRange<Int>) -> Int? {
        guard !text.isEmpty else { return nil }
        var number = 0
        for byte in text {
            guard byte.isDigit, number <= range.upperBound else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        return range.contains(number) ? number : nil
    }

    /// Two digits mean the century that keeps the date from lying far in the future.
    private static func year(_ text: Substring.UTF8View) -> Int? {
        guard let year = number(text, 0...9999) else { return nil }
        switch text.count {
        case 4: return year
        case 2: return year + (year < 70 ? 2000 : 1900)
        default: return nil
        }
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && year % 100 != 0 || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func seconds(_ text: Substring.UTF8View) -> Int64? {
        let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 3,
            let hour = number(parts[0], 0...23),
            let minute = number(parts[1], 0...59),
            let second = number(parts[2], 0...60)
        else { return nil }
        return Int64(hour * 3600 + minute * 60 + second)
    }

    /// The days from 1970-01-01 in the proleptic Gregorian calendar.
    private static func days(year: Int, month: Int, day: Int) -> Int64 {
        // Years that begin in March put the leap day last, so each month has one fixed offset.
        let shifted = month > 2 ? month - 3 : month + 9
        // One cycle of 400 years (146,097 days) more keeps the divisions away from negative numbers.
        let marchYear = (month > 2 ? year : year - 1) + 400
        let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
        let days = marchYear * 365 + leapDays + (shifted * 153 + 2) / 5 + day - 1
        return Int64(days - 719_468 - 146_097)
    }
}
