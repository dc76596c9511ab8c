extension RecordedDownload {
    /// How long the events of a replay wait for each other.
    public struct Pace: Sendable {
        private let start: @Sendable () -> Timekeeper?

        /// No event waits.
        public static let immediately = Pace { nil }
        /// As they came, on the continuous clock.
        public static let original = original(on: ContinuousClock())

        /// As they came, on any clock.
        ///
        /// Time begins with the first event, which comes at once. No event comes before its time; a
        /// reader who is late gets at once what is due.
        public static func original<C: Clock>(on clock: C) -> Pace where C.Duration == Duration {
            Pace { Timekeeper(clock) }
        }

        /// What tells the time from now on; nil where nothing waits.
        func begin() -> Timekeeper? { start() }
    }
}
