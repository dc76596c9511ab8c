/// A part of a download's time in which it did one thing.
struct TimeSpan: Equatable {
    /// What a download does.
    enum Kind: String {
        /// It tries to fetch the file.
        case attempt
        /// It waits before the next attempt, or within one for its turn at the host.
        case wait
        /// It waits for bytes that do not come, within an attempt.
        case stall
        /// It begins again: a moment within an attempt.
        case restart
    }

    let kind: Kind
    /// In seconds since the beginning of the run.
    var begin: Double
    var end: Double
    /// What it is, in a few words.
    var note: String
    /// How many spans were joined to this one.
    var count = 1

    init(_ kind: Kind, from begin: Double, to end: Double, _ note: String) {
        self.kind = kind
        self.begin = begin
        self.end = max(begin, end)
        self.note = note
    }

    /// The same span with another end.
    func ending(at end: Double) -> TimeSpan {
        var span = self
        span.end = max(begin, end)
        return span
    }
}
