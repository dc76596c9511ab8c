internal import Downstream

/// What happened in a simulation, as lines; a trace that is off costs nothing.
final class Trace: Sendable {
    private struct State {
        var lines: [String] = []
        /// How many lines of the disk have been copied.
        var followed = 0
    }

    let isOn: Bool
    private let state = Locked(State())

    init(isOn: Bool) {
        self.isOn = isOn
    }

    /// The lines so far.
    var lines: [String] { state.withLock { $0.lines } }

    /// Notes a line.
    func note(_ line: @autoclosure () -> String) {
        guard isOn else { return }
        let line = line()
        state.withLock { $0.lines.append(line) }
    }

    /// Copies the lines of another trace that have come since the last time.
    func follow(_ other: [String]) {
        state.withLock { state in
            // Of a long history the other one forgets the first half.
            let from = state.followed <= other.count ? state.followed : other.count / 2
            for line in other[from...] { state.lines.append("disk: \(line)") }
            state.followed = other.count
        }
    }
}
