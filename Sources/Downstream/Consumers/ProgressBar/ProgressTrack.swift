/// What is known of one download while it runs.
struct ProgressTrack {
    /// What it is doing.
    enum Activity: Equatable {
        /// Until this time by the clock of the one who asks.
        /// With nil, for other downloads to end.
        case waiting(until: Duration?)
        case connecting
        case receiving(bytesPerSecond: Double, remaining: Duration?)
        case stalled
        case verifying
    }

    /// Where its name comes from.
    private enum Origin {
        case source, answer
    }

    private(set) var name: String
    private(set) var attempt = 1
    private(set) var activity = Activity.connecting
    private(set) var received: Int64 = 0
    private(set) var expected: Int64?
    private var origin = Origin.source

    /// A download of which nothing has been heard.
    init(_ download: Download) {
        name = DisplayName(download, nil).text
    }

    /// The part that has arrived; nil where the size is unknown.
    var fraction: Double? {
        guard let expected, expected > 0 else { return nil }
        return min(1, Double(received) / Double(expected))
    }

    /// Takes in the beginning of an attempt.
    mutating func begin(_ attempt: DownloadEvent.Attempt, at time: Duration) {
        self.attempt = attempt.number
        received = attempt.resumingFrom
        origin = .source
        activity = attempt.delay > .zero ? .waiting(until: time + attempt.delay) : .connecting
    }

    /// Takes in progress.
    ///
    /// - Returns: How many bytes have come since the last time.
    mutating func advance(
        _ progress: DownloadEvent.Progress,
        of download: Download,
        at time: Duration
    ) -> Int64 {
        let gain = max(0, progress.received - received)
        received = progress.received
        expected = progress.expected
        if let response = progress.response, origin == .source {
            name = DisplayName(download, response).text
            origin = .answer
        }
        activity =
            switch progress.phase {
            case .waiting(let until):
                .waiting(until: until.map { time + max(.zero, $0 - progress.elapsed) })
            case .connecting: .connecting
            case .receiving:
                .receiving(
                    bytesPerSecond: progress.bytesPerSecond,
                    remaining: progress.remaining
                )
            case .stalled: .stalled
            case .verifying: .verifying
            }
        return gain
    }
}
