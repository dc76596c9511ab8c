internal import Downstream

/// What has arrived between two events of one download, from its progress alone.
///
/// Bytes that were on disk before an attempt are no transfer; nor are those that a restart drops
/// taken off again, since they did arrive.
struct TransferMeter {
    /// Bytes that arrived evenly between two times, in seconds since the beginning of the run.
    struct Transfer: Equatable {
        let bytes: Double
        let begin: Double
        let end: Double
    }

    /// The time of the newest event; it never goes back.
    private(set) var time: Double
    private var received = 0.0
    /// Whether the attempt under way has its answer: before, the bytes on disk say nothing new.
    private var isAnswered = false

    init(at time: Double) {
        self.time = time
    }

    /// Notes an event; nil where it tells of no new bytes.
    mutating func note(_ event: DownloadEvent, at now: Double) -> Transfer? {
        let begin = time
        time = max(time, now)
        let before = received
        switch event {
        case .chunk:
            return nil
        case .started(let attempt):
            let grown = isAnswered
            received = Double(attempt.resumingFrom)
            isAnswered = false
            // Safe bytes that no progress told of any more.
            guard grown else { return nil }
            return transfer(from: before, since: begin)
        case .progress(let progress):
            let base = base(of: progress)
            return transfer(from: base, since: begin)
        case .completed(let completion):
            guard completion.how == .transferred || completion.how == .resumed else { return nil }
            received = Double(completion.byteCount)
            return transfer(from: before, since: begin)
        case .failed(let error):
            guard isAnswered else { return nil }
            received = Double(error.received)
            return transfer(from: before, since: begin)
        }
    }

    /// Where the bytes that this progress adds begin.
    private mutating func base(of progress: DownloadEvent.Progress) -> Double {
        let before = received
        received = Double(progress.received)
        guard let response = progress.response else { return min(before, received) }
        let isFirst = !isAnswered
        isAnswered = true
        return isFirst || received < before ? Double(response.offset) : before
    }

    private func transfer(from base: Double, since begin: Double) -> Transfer? {
        guard received > base else { return nil }
        return Transfer(bytes: received - base, begin: begin, end: time)
    }
}
