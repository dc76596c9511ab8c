internal import Downstream

/// What a run has to keep within, as its caller said.
struct Bounds: Sendable {
    let plan: DownloadPlan
    /// Whether so much may come at a time that attempts are counted anew.
    let isLarge: Bool
    /// Whether the clock moves on only to the next sleeper.
    let isPunctual: Bool

    /// What an event tells that is beyond it; nil if nothing.
    func objection(to event: DownloadEvent) -> String? {
        switch event {
        case .started(let attempt):
            // The file is fetched once more where it does not have its digest, and its rest over one
            // connection where several do not get the same file.
            let most = plan.retry.retries + 3
            return !isLarge && attempt.number > most
                ? "attempt \(attempt.number) is begun, where \(most) are allowed" : nil
        // What is there from an earlier run, under another limit, is told all the same.
        case .progress: return nil
        case .chunk(let chunk): return tooMuch(chunk.offset + Int64(chunk.bytes.count))
        case .completed(let completion):
            let isNew = completion.how == .transferred || completion.how == .resumed
            return tooLate(completion.duration) ?? (isNew ? tooMuch(completion.byteCount) : nil)
        case .failed(let error): return tooLate(error.elapsed)
        }
    }

    private func tooMuch(_ bytes: Int64) -> String? {
        guard let limit = plan.limits.bytes, bytes > limit else { return nil }
        return "\(bytes) bytes are received, where \(limit) are allowed"
    }

    private func tooLate(_ time: Duration) -> String? {
        guard isPunctual, let deadline = plan.limits.deadline, time > deadline else { return nil }
        return "the run ends after \(time), where \(deadline) are allowed"
    }
}
