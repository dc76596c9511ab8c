internal import Downstream

/// Follows events through their patterns, on every way at once.
struct EventMatcher {
    /// What could have come instead of what came.
    struct Expectation {
        /// The places of the patterns in their row; the one behind the last is the end.
        let places: [Int]
    }

    /// A place that the events so far can lead to.
    private struct State: Hashable {
        var place: Int
        /// How many events the pattern at the place has taken, up to where that makes a difference.
        var count = 0
    }

    let patterns: [EventPattern]
    /// In the order of their places.
    private var states: [State] = []

    init(_ patterns: [EventPattern]) {
        self.patterns = patterns
        states = reachable(from: [State(place: 0)])
    }

    /// Takes the next event; where none of the patterns does, tells what they expect.
    mutating func refusal(of event: DownloadEvent) -> Expectation? {
        let next = states.compactMap { state -> State? in
            guard isOpen(state), patterns[state.place].matches(event) else { return nil }
            let count = patterns[state.place].count
            let enough = count.upperBound == .max ? count.lowerBound : count.upperBound
            return State(place: state.place, count: min(state.count + 1, enough))
        }
        guard !next.isEmpty else { return expectation }
        states = reachable(from: next)
        return nil
    }

    /// Takes the end of the events; where it comes too early, tells what the patterns expect.
    func refusalOfEnd() -> Expectation? {
        states.contains { $0.place == patterns.count } ? nil : expectation
    }

    private var expectation: Expectation {
        var places: [Int] = []
        for state in states where places.last != state.place {
            if state.place == patterns.count || isOpen(state) { places.append(state.place) }
        }
        return Expectation(places: places)
    }

    /// Whether the pattern of a state takes one more event.
    private func isOpen(_ state: State) -> Bool {
        guard state.place < patterns.count else { return false }
        let most = patterns[state.place].count.upperBound
        return most == .max || state.count < most
    }

    /// These states and all that follow from them without an event.
    private func reachable(from states: [State]) -> [State] {
        var reached = Set(states)
        var waiting = states
        while let state = waiting.popLast() {
            guard state.place < patterns.count,
                state.count >= patterns[state.place].count.lowerBound
            else { continue }
            let next = State(place: state.place + 1)
            if reached.insert(next).inserted { waiting.append(next) }
        }
        return reached.sorted { ($0.place, $0.count) < ($1.place, $1.count) }
    }
}
