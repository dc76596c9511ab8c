/// Turns what a run does into events: keeps the figures, and tells them in one order.
///
/// Event and figures change under one lock, so progress never falls even where the heartbeat and the
/// run speak at the same time.
final class RunReporter: Sendable {
    /// With no byte for this long, a receiving download is called stalled.
    private static let stallNotice = Duration.seconds(3)
    /// Without other news, progress is told this often.
    static let heartbeat = Duration.seconds(1)

    struct State {
        /// Whether the last event has been told; the heartbeat may still come.
        var isOver = false
        /// The attempt under way; 0 before the first.
        var attempt = 0
        var stage = DownloadError.Stage.validating
        var phase = DownloadEvent.Phase.connecting
        /// The phase that consumers know of; nil if none of this attempt.
        var toldPhase: DownloadEvent.Phase?
        var received: Int64 = 0
        var kept: Int64 = 0
        /// Whether the bytes that are kept can be gone on from.
        var isKeptResumable = true
        /// The final path, where only the server's answer told it.
        var destination: String?
        var expected: Int64?
        var response: DownloadEvent.Response?
        var speed: SpeedEstimate
        var lastTold: Duration
        /// Since when the run has been waiting for bytes; nil while it is the slow side itself.
        var waitingSince: Duration?
    }

    private let channel: any RunChannel
    private let now: @Sendable () -> Duration
    private let beginning: Duration
    private let interval: Duration
    let state: Locked<State>

    init(_ channel: any RunChannel, timekeeper: Timekeeper, interval: Duration) {
        self.channel = channel
        self.interval = max(interval, .milliseconds(10))
        now = timekeeper.now
        beginning = now()
        state = Locked(State(speed: SpeedEstimate(from: .zero), lastTold: .zero))
    }

    /// The time since the run began.
    var elapsed: Duration { now() - beginning }

    /// Tells an event that `change` makes of the figures; nil tells nothing.
    private func tell(_ change: (inout State) -> DownloadEvent?) {
        let hasWoken = state.withLock { state in
            guard !state.isOver, let event = change(&state) else { return false }
            state.isOver = event.isEnd
            return channel.enqueue(event)
        }
        if hasWoken { channel.wake() }
    }
}

// MARK: - What the run tells

extension RunReporter {
    /// Tells the beginning of an attempt that finds so many bytes in the partial file.
    func started(_ attempt: DownloadEvent.Attempt, kept: Int64) {
        tell { state in
            state.waitingSince = nil
            state.toldPhase = nil
            state.attempt = attempt.number
            state.received = attempt.resumingFrom
            state.kept = kept
            state.expected = nil
            state.response = nil
            return .started(attempt)
        }
    }

    /// Tells the last event; nothing follows it.
    func ends(_ event: DownloadEvent) {
        tell { _ in event }
    }

    /// Tells the beginning of the first attempt where nothing was told before.
    func startsUnlessStarted() {
        tell { state in
            guard state.attempt == 0 else { return nil }
            state.attempt = 1
            return .started(DownloadEvent.Attempt(number: 1))
        }
    }

    /// Notes the stage that an error would name.
    func enter(_ stage: DownloadError.Stage) {
        state.withLock { $0.stage = stage }
    }

    /// Tells a change of phase.
    func enter(_ phase: DownloadEvent.Phase) {
        tell { state in
            state.phase = phase
            return .progress(Self.progress(&state, elapsed))
        }
    }

    /// Tells that so long nothing will happen.
    func waits(_ pause: Duration) {
        enter(.waiting(until: elapsed + pause))
    }

    /// Tells that a server is being asked, unless the phase says so already.
    func connects() {
        tell { state in
            guard state.toldPhase != .connecting else { return nil }
            state.phase = .connecting
            return .progress(Self.progress(&state, elapsed))
        }
    }

    /// Tells that the answer was accepted and that the bytes follow that are missing.
    func accepted(_ response: DownloadEvent.Response, held: Int64, expected: Int64?) {
        tell { state in
            let now = elapsed
            state.stage = .receiving
            state.phase = .receiving
            state.response = response
            state.received = held
            state.kept = held
            state.expected = expected
            state.waitingSince = now
            state.speed = SpeedEstimate(from: now)
            return .progress(Self.progress(&state, now))
        }
    }

    /// Notes that the run is ready for more bytes.
    func waitsForBytes() {
        state.withLock { $0.waitingSince = elapsed }
    }

    /// Tells bytes that the file has accepted, and progress where it is due.
    func wrote(_ chunk: DownloadEvent.Chunk) {
        tell { state in
            state.received += Int64(chunk.bytes.count)
            state.kept = state.received
            state.speed.add(chunk.bytes.count)
            state.waitingSince = nil
            return .chunk(chunk)
        }
        tell { state in
            let (now, wasStalled) = (elapsed, state.phase == .stalled)
            guard wasStalled || now - state.lastTold >= interval else { return nil }
            if wasStalled { state.phase = .receiving }
            return .progress(Self.progress(&state, now))
        }
    }

    /// Tells that all bytes are there; from now on their number is known.
    func receivedAll() {
        state.withLock { state in
            state.expected = state.received
            state.stage = .verifying
        }
        enter(DownloadEvent.Phase.verifying)
    }

    /// Notes what is left in the partial file, and whether it can be gone on from.
    func keeps(_ bytes: Int64, isResumable: Bool) {
        state.withLock { state in
            state.kept = bytes
            state.isKeptResumable = isResumable
        }
    }

    /// Notes the final path that an answer has fixed.
    func fixes(_ destination: String?) {
        state.withLock { $0.destination = destination.map(Redaction.printable) }
    }

    /// Tells progress if nothing else has been told for a while.
    func beat() {
        // A consumer that is behind needs no news of waiting.
        guard channel.hasRoom else { return }
        tell { state in
            guard state.attempt > 0 else { return nil }
            let now = elapsed
            if state.phase == .receiving, let since = state.waitingSince,
                now - since >= Self.stallNotice
            {
                state.phase = .stalled
            } else if now - state.lastTold < Self.heartbeat {
                return nil
            }
            return .progress(Self.progress(&state, now))
        }
    }

    private static func progress(_ state: inout State, _ now: Duration) -> DownloadEvent.Progress {
        state.lastTold = now
        state.toldPhase = state.phase
        let speed = state.speed.update(at: now)
        var remaining: Duration?
        if let expected = state.expected, speed >= 1 {
            remaining = .seconds(Double(max(0, expected - state.received)) / speed)
        }
        return DownloadEvent.Progress(
            phase: state.phase,
            received: state.received,
            expected: state.expected,
            bytesPerSecond: speed,
            remaining: remaining,
            elapsed: now,
            response: state.response
        )
    }
}
