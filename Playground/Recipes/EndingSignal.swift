internal import CPlatform
internal import Downstream

/// The first SIGINT or SIGTERM: it cancels the recipes, so that the folder is removed; a second one
/// ends the program at once.
final class EndingSignal: Sendable {
    private let first = Locked<Int32?>(nil)
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

    /// Ends the program as the signal would have, if one came.
    func raise() {
        if let signal = first.withLock(\.self) { ds_raise_default(signal) }
    }

    private func wait() {
        let signal = ds_next_ending_signal()
        first.withLock { $0 = signal }
        cancel()
        ds_raise_default(ds_next_ending_signal())
    }
}
