extension Duration {
    /// The duration in seconds, as near as a `Double` comes.
    package var inSeconds: Double {
        let (seconds, attoseconds) = components
        let whole = Double(seconds)
        let nanoseconds = Double(attoseconds / 1_000_000_000)
        // A Double counts single nanoseconds up to 2⁵³: so far one rounding in place of two keeps 0.25
        // from being 0.2500000001, and beyond it seconds are nearer.
        guard abs(whole) < 9_007_199 else { return whole + nanoseconds / 1e9 }
        return (whole * 1e9 + nanoseconds) / 1e9
    }

    /// The duration of so many seconds, to the nanosecond; nil for more than 292 billion years, and
    /// where it is no number.
    package init?(nearestSeconds seconds: Double) {
        guard let whole = Int64(exactly: seconds.rounded(.towardZero)) else { return nil }
        let nanoseconds = (seconds.truncatingRemainder(dividingBy: 1) * 1e9).rounded()
        self = .seconds(whole) + .nanoseconds(Int64(nanoseconds))
    }
}
