import Downstream
import DownstreamTesting
import Foundation

/// Where the threads of an origin wait until so many have come, or until the test opens it.
///
/// An answer that waits here is held, so a client that does not ask meanwhile gets stuck.
final class Turnstile: Sendable {
    private struct State {
        var missing: Int
        var waiting = 0
    }

    private let state: Locked<State>
    private let signal = DispatchSemaphore(value: 0)
    private let arrivals = DispatchSemaphore(value: 0)

    /// One that opens when so many wait; `.max` where only the test opens it.
    init(opensAt count: Int) {
        state = Locked(State(missing: count))
    }

    /// Waits, which blocks the thread.
    func pass() {
        arrivals.signal()
        let isLast = state.withLock { state in
            guard state.missing > 0 else { return true }
            state.missing -= 1
            if state.missing > 0 { state.waiting += 1 }
            return state.missing == 0
        }
        if isLast { open() } else { signal.wait() }
    }

    /// Waits until one more has come; blocks the thread.
    func waitForArrival() {
        arrivals.wait()
    }

    /// Lets through who waits and who comes later.
    func open() {
        let waiting = state.withLock { state in
            state.missing = 0
            defer { state.waiting = 0 }
            return state.waiting
        }
        for _ in 0..<waiting { signal.signal() }
    }

    /// These bytes, which are sent when the turnstile has let the sender through.
    func holding(_ data: Data) -> LoopbackOrigin.Resource {
        LoopbackOrigin.Resource(size: Int64(data.count)) { range in
            self.pass()
            return data[Int(range.lowerBound)..<Int(range.upperBound)]
        }
    }
}
