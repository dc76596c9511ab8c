/// Durations as people read them.
package enum DurationText {
    /// "0.4 s", "12 s", "3:05", "1:02:03": shorter where precision would only be noise.
    package static func text(_ duration: Duration) -> String {
        let seconds = max(0, duration.inSeconds)
        if seconds < 0.001 { return "\(Int((seconds * 1e6).rounded())) µs" }
        if seconds < 0.9995 { return "\(Int((seconds * 1000).rounded())) ms" }
        if seconds < 9.95 {
            let tenths = Int((seconds * 10).rounded())
            return "\(tenths / 10).\(tenths % 10) s"
        }
        let whole = Int(min(seconds.rounded(), 1e12))
        if whole < 60 { return "\(whole) s" }
        return clock(whole)
    }

    /// "0:12", "3:05", "1:02:03": for what counts down in place.
    package static func clock(_ duration: Duration) -> String {
        clock(Int(min(max(0, duration.inSeconds).rounded(.up), 1e12)))
    }

    private static func clock(_ seconds: Int) -> String {
        let (minutes, second) = seconds.quotientAndRemainder(dividingBy: 60)
        let (hours, minute) = minutes.quotientAndRemainder(dividingBy: 60)
        return hours > 0
            ? "\(hours):\(twoDigits(minute)):\(twoDigits(second))"
            : "\(minute):\(twoDigits(second))"
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
