extension DownloadEvent {
    /// How far a download is, at one moment.
    ///
    /// Sent at every change of phase, at most once a progress interval while bytes arrive, once a
    /// second while none do, and right before `completed` if anything was transferred. `received`
    /// never falls, except after a restart.
    public struct Progress: Sendable, Equatable, Codable {
        /// What the download is doing.
        public var phase: Phase
        /// The bytes in the partial file, including those from before this attempt.
        public var received: Int64
        /// The size of the whole file in bytes; nil where the server did not say.
        public var expected: Int64?
        /// The bytes per second of late, smoothed; falls towards 0 while nothing arrives.
        public var bytesPerSecond: Double
        /// The time left at this speed; nil where size or speed are unknown.
        public var remaining: Duration?
        /// The time since the download began.
        public var elapsed: Duration
        /// What the server answered; nil until its answer was accepted.
        public var response: Response?

        /// The part that has arrived, from 0 to 1; nil where the size is unknown.
        public var fraction: Double? {
            guard let expected, expected > 0 else { return nil }
            return min(1, Double(received) / Double(expected))
        }

        var isWaiting: Bool {
            if case .waiting = phase { true } else { false }
        }

        /// Describes progress.
        public init(
            phase: Phase,
            received: Int64,
            expected: Int64? = nil,
            bytesPerSecond: Double = 0,
            remaining: Duration? = nil,
            elapsed: Duration = .zero,
            response: Response? = nil
        ) {
            self.phase = phase
            self.received = received
            self.expected = expected
            self.bytesPerSecond = bytesPerSecond
            self.remaining = remaining
            self.elapsed = elapsed
            self.response = response
        }
    }

    /// What a download is doing.
    @nonexhaustive
    public enum Phase: Sendable, Equatable {
        /// It waits until this time after the beginning of the download: before its next attempt, or
        /// because the host wants to be left alone. With nil it waits for other downloads to end.
        case waiting(until: Duration?)
        /// It looks up the host, connects and waits for the server's answer.
        case connecting
        /// Bytes arrive.
        case receiving
        /// No byte has arrived for three seconds.
        case stalled
        /// All bytes are there and are being checked.
        case verifying
    }
}

extension DownloadEvent.Phase: Codable {
    private enum Name: String, Codable {
        case waiting, connecting, receiving, stalled, verifying
    }

    private enum CodingKeys: String, CodingKey {
        case name, until
    }

    /// Encodes the phase as `name`, and the end of a wait as `until`, in seconds.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        let name: Name =
            switch self {
            case .waiting: .waiting
            case .connecting: .connecting
            case .receiving: .receiving
            case .stalled: .stalled
            case .verifying: .verifying
            }
        try container.encode(name, forKey: .name)
        if case .waiting(let until?) = self { try container.encode(until, forKey: .until) }
    }

    /// Decodes what `encode(to:)` writes.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self =
            switch try container.decode(Name.self, forKey: .name) {
            case .waiting:
                .waiting(until: try container.decodeIfPresent(Duration.self, forKey: .until))
            case .connecting: .connecting
            case .receiving: .receiving
            case .stalled: .stalled
            case .verifying: .verifying
            }
    }
}
