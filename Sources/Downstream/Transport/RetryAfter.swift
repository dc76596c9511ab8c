/// How long a server asks to be left alone (RFC 9110, section 10.2.3).
package enum RetryAfter {
    /// The wait that a head asks for; nil where it asks for none, or for one that is over.
    ///
    /// A date is measured against the reply's own `Date`, so that a clock that is wrong does not
    /// matter; only where there is none, against `now`, in seconds since 1970.
    package static func wait(_ head: ResponseHead, now: Int64) -> Duration? {
        guard let text = head["Retry-After"]?.withoutBlanks, !text.isEmpty else { return nil }
        if text.utf8.allSatisfy(\.isDigit) {
            // Beyond what can be counted it is a very long time all the same.
            return .seconds(min(Int64(text) ?? .max, 1 << 40))
        }
        guard let date = HTTPDate(text)?.secondsSince1970 else { return nil }
        let wait = date - (head["Date"].flatMap(HTTPDate.init)?.secondsSince1970 ?? now)
        return wait > 0 ? .seconds(wait) : nil
    }
}
