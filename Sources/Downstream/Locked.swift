internal import CPlatform
internal import Synchronization

/// State behind a mutex that ThreadSanitizer understands: the only lock of the project.
///
/// The slow path of `Mutex` is not instrumented on Linux, so the sanitizer sees races that are
/// not there; the annotations tell it what the mutex orders. Never resume a continuation inside
/// `withLock`: return it and resume it afterwards.
package final class Locked<State: ~Copyable>: Sendable {
    private let mutex: Mutex<State>

    /// Takes over the first state.
    package init(_ state: consuming sending State) {
        mutex = Mutex(state)
    }

    /// Gives `body` the state while no other thread has it.
    package func withLock<Result, Failure: Error>(
        _ body: (inout sending State) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        try mutex.withLock { state throws(Failure) -> sending Result in
            unsafe ds_tsan_acquire(Unmanaged.passUnretained(self).toOpaque())
            defer { unsafe ds_tsan_release(Unmanaged.passUnretained(self).toOpaque()) }
            return try body(&state)
        }
    }
}
