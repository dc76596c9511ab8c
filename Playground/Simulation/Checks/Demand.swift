internal import Downstream

/// What is demanded of a run where nothing is in the way: that it succeeds, unless it was told not to.
struct Demand: Sendable {
    let plan: DownloadPlan
    let resource: Resource
    /// Whether another run may have the same destination.
    let hasRival: Bool
    /// Whether the file may change meanwhile.
    let mayChange: Bool

    /// What is wrong with a failure; nil if something excuses it.
    func objection(to error: DownloadError) -> String? {
        isExcused(error.reason)
            ? nil : "with nothing in the way, \(plan.place) failed: \(error.sentence)"
    }

    private func isExcused(_ reason: DownloadError.Reason) -> Bool {
        switch reason {
        case .destinationBusy, .partialFileLost: hasRival
        case .destinationExists:
            plan.effectiveRule == .fail || plan.effectiveRule == .keep && hasRival
        // A file that its rule keeps may be replaced by a rival before it has been read.
        case .fileSystem(let problem):
            plan.listener.kind == .bytes && hasRival
                && problem.hasSuffix("is no longer the file that it was")
        case .deadlineExceeded: plan.limits.deadline != nil
        case .tooLarge(let limit):
            plan.limits.bytes == limit && resource.versions.contains { $0.bytes.count > limit }
        case .checksumMismatch: plan.knowsChecksum && mayChange
        // What was delivered from an earlier run may be of another version.
        case .changedWhileReading: plan.listener.kind == .bytes
        default: false
        }
    }
}
