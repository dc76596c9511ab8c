internal import CPlatform

/// How an origin starts its threads.
enum OriginThread {
    private final class Work: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }

    /// Runs `body` on a new thread.
    ///
    /// - Throws: If the system gives no thread; `body` is not run then.
    static func start(
        _ body: @escaping @Sendable () -> Void
    ) throws(LoopbackOrigin.StartFailure) {
        let context = unsafe Unmanaged.passRetained(Work(body)).toOpaque()
        let failed = unsafe ds_thread_start(
            "origin",
            { context in
                guard let context = unsafe context else { return }
                unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
            },
            context
        )
        guard failed == 0 else {
            unsafe Unmanaged<Work>.fromOpaque(context).release()
            throw LoopbackOrigin.StartFailure(errno: failed)
        }
    }
}
