internal import CPlatform
internal import Dispatch

/// The loops that run, so that a process that exits ends them first.
///
/// OpenSSL cleans up in handlers of its own at exit; a loop that still works then would crash.
final class LoopRegistry: Sendable {
    static let shared = LoopRegistry()

    private struct State {
        var threads: [ObjectIdentifier: LoopThread] = [:]
        var isExiting = false
    }

    private let state = Locked(State())
    private let departures = DispatchSemaphore(value: 0)

    private init() {
        ds_at_exit { LoopRegistry.shared.stopAll() }
    }

    func add(_ thread: LoopThread) {
        state.withLock { $0.threads[ObjectIdentifier(thread)] = thread }
    }

    func remove(_ thread: LoopThread) {
        let isAwaited = state.withLock { state in
            state.threads.removeValue(forKey: ObjectIdentifier(thread)) != nil && state.isExiting
        }
        if isAwaited { departures.signal() }
    }

    private func stopAll() {
        let running = state.withLock { state in
            state.isExiting = true
            return Array(state.threads.values)
        }
        for thread in running { thread.leave(.stop) }
        for thread in running where thread.isIsolatingCurrentContext() != true {
            departures.wait()
        }
    }
}
