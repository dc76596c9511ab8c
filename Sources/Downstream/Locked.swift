#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// State behind a mutex: the only lock of the project.
///
/// It is a mutex of the system's thread library. On Linux that of `Synchronization` is handed over to
/// whoever waits, awake or not, and spins before: with more threads than cores, they wait for one that
/// does not run. Never take it again inside `withLock`, which waits for ever, and never resume a
/// continuation there: return it and resume it afterwards.
@safe
package struct Locked<State: ~Copyable>: Sendable {
    private nonisolated(unsafe) let memory: Memory

    /// Takes over the first state.
    package init(_ state: consuming sending State) {
        let made = unsafe Memory.create(minimumCapacity: 1) { _ in unsafe pthread_mutex_t() }
        unsafe memory = unsafe unsafeDowncast(made, to: Memory.self)
        let (mutex, place) = unsafe memory.withUnsafeMutablePointers { unsafe ($0, $1) }
        unsafe pthread_mutex_init(mutex, nil)
        unsafe place.initialize(to: state)
    }

    /// Gives `body` the state while no other thread has it.
    package func withLock<Result, Failure: Error>(
        _ body: (inout sending State) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        let (mutex, state) = unsafe memory.withUnsafeMutablePointers { unsafe ($0, $1) }
        unsafe pthread_mutex_lock(mutex)
        defer {
            unsafe pthread_mutex_unlock(mutex)
            unsafe extendLifetime(memory)
        }
        return try unsafe body(&state.pointee)
    }

    /// The mutex, and behind it the state: one piece of memory that never moves.
    @unsafe
    private final class Memory: ManagedBuffer<pthread_mutex_t, State> {
        deinit {
            unsafe withUnsafeMutablePointers { mutex, state in
                unsafe pthread_mutex_destroy(mutex)
                unsafe state.deinitialize(count: 1)
            }
        }
    }
}
