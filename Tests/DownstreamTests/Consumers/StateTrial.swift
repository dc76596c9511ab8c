import Downstream
import DownstreamTesting
import Observation

extension DownloadState {
    /// Waits until the state is as it should be.
    func until(_ isReached: @MainActor (DownloadState) -> Bool) async {
        while !isReached(self) {
            await withCheckedContinuation { continuation in
                withObservationTracking {
                    _ = phase
                } onChange: {
                    // It has not changed yet, but will have when this actor comes to us again.
                    continuation.resume()
                }
            }
        }
    }
}

/// Streams of events for a state, one after the other, of which the test sees how many were begun.
final class ScriptedRuns: Sendable {
    private struct State {
        var scripts: [[DownloadEvent]]
        var begun = 0
        var ended = 0
    }

    /// Says that one stream is let go of.
    private final class Token: Sendable {
        let runs: ScriptedRuns

        init(_ runs: ScriptedRuns) {
            self.runs = runs
        }

        deinit {
            runs.state.withLock { $0.ended += 1 }
            runs.letGo.open()
        }
    }

    private let state: Locked<State>
    /// Opens when the first stream is let go of.
    let letGo = Gate()
    /// Where a stream waits that has told all its events, and has no last one.
    let rest = Gate()

    /// The events of each run; a run beyond them tells those of the last.
    init(_ scripts: [DownloadEvent]...) {
        state = Locked(State(scripts: scripts))
    }

    /// How many were begun, and how many of them are gone.
    var count: (begun: Int, ended: Int) { state.withLock { ($0.begun, $0.ended) } }

    /// The stream of the next run.
    func next() -> DownloadEvents {
        let events = state.withLock { state in
            state.begun += 1
            return state.scripts[min(state.begun, state.scripts.count) - 1]
        }
        let rest = rest
        let token = Token(self)
        let position = Locked(0)
        return DownloadEvents {
            _ = token
            let index = position.withLock { position in
                position += 1
                return position - 1
            }
            if index < events.count { return events[index] }
            guard events.last?.isEnd != true else { return nil }
            try? await rest.pass()
            return nil
        }
    }
}
