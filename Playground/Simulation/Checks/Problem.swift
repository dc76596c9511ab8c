internal import Downstream

/// The first promise that was broken in a simulation.
final class Problem: Sendable {
    private let state = Locked<String?>(nil)
    private let trace: Trace

    init(_ trace: Trace) {
        self.trace = trace
    }

    /// What was broken, in one sentence; nil while all is well.
    var sentence: String? { state.withLock(\.self) }

    /// Notes a broken promise; later ones may only follow from the first.
    func note(_ sentence: String) {
        trace.note("BROKEN: \(sentence)")
        state.withLock { $0 = $0 ?? sentence }
    }
}
