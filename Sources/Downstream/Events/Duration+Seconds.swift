extension Duration {
    /// The duration in seconds, as near as a `Double` comes.
    package var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }

    /// The duration of so many seconds, to the nanosecond.
    package init(nearestSeconds seconds: Double) {
        self =
            .seconds(Int64(seconds))
            + .nanoseconds(Int64((seconds.truncatingRemainder(dividingBy: 1) * 1e9).rounded()))
    }
}
