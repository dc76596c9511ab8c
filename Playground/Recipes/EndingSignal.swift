internal import CPlatform
internal import Downstream

/// The first SIGINT or SIGTERM: it cancels the recipes, so that the folder is removed; a second one
/// ends the program at once.
final class EndingSignal: Sendable {
    private let signal = Locked<Int32?>(nil)
    private let cancel: @Sendable () -> Void

    /// Keeps the signals from all threads that start later; to be called before any does.
    static func hold() {
        ds_hold_ending_signals()
    }

    /// Calls `cancel` at the first signal, on a thread of its own.
    init(cancel: @escaping @Sendable () -> Void) {
        self.cancel = cancel
        let context = unsafe Unmanaged.passRetained(self).toOpaque()
        let failed = unsafe ds_thread_start(
            "signals",
            { context in
                guard let context = unsafe context else { return }
                unsafe Unmanaged<EndingSignal>.fromOpaque(context).takeRetainedValue().wait()
            },
            context
        )
        if failed != 0 { unsafe Unmanaged<EndingSignal>.fromOpaque(context).release() }
    }

    /// The first signal that came.
    var first: Int32? { signal.withLock(\.self) }

    private func wait() {
        // The main thread lets signals through while it serves the main actor.
        ds_take_ending_signals()
        let number = ds_next_ending_signal()
        signal.withLock { $0 = number }
        cancel()
        ds_raise_default(ds_next_ending_signal())
    }
}
