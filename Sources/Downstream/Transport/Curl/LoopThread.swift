internal import CPlatform
internal import Synchronization

/// The thread that owns a multi handle: the executor of its ``CurlLoop``.
///
/// Others leave errands and ring; the thread takes them at its next turn. Leaving an errand never
/// waits, so it can be done in a `deinit` and in a cancellation handler.
final class LoopThread: SerialExecutor {
    /// What others ask of the loop.
    enum Errand: Sendable {
        case start(TransportRequest, CurlMailbox)
        /// The mailbox has room again.
        case resume(CurlMailbox)
        case cancel(CurlMailbox)
        /// A job of the concurrency runtime for the actor.
        case job(UnownedJob)
        case stop
    }

    private let errands = Locked<[Errand]>([])
    /// What the thread was started with, by which it knows itself: the address of its loop.
    private let context = Atomic<UInt>(0)
    private let bell: ds_bell

    /// A thread that does not run yet.
    ///
    /// - Throws: `.couldNotConnect` if the process has no descriptor left.
    init() throws(TransportError) {
        var bell = ds_bell()
        let failed = unsafe ds_bell_open(&bell)
        guard failed == 0 else {
            throw TransportError(
                .couldNotConnect(problem: FileSystem.message(failed)),
                errno: failed
            )
        }
        self.bell = bell
    }

    deinit {
        ds_bell_close(bell)
    }

    /// Leaves an errand for the thread's next turn.
    func leave(_ errand: Errand) {
        let isFirst = errands.withLock { errands in
            errands.append(errand)
            return errands.count == 1
        }
        // Not under the lock, which the thread would wait for as soon as it wakes. Whoever leaves one
        // more meanwhile relies on this ring.
        if isFirst { ds_bell_ring(bell) }
    }

    /// Makes the bell silent that has rung, before the errands are taken that it has rung for.
    func hush() {
        ds_bell_hush(bell)
    }

    /// Takes all errands in their order.
    func takeErrands() -> [Errand] {
        errands.withLock { errands in
            guard !errands.isEmpty else { return [] }
            let taken = errands
            errands.removeAll(keepingCapacity: true)
            return taken
        }
    }

    /// Waits until somebody rings, and makes the bell silent.
    func waitForRing() {
        ds_bell_wait(bell)
        hush()
    }

    /// What the thread waits on beside its sockets.
    var descriptor: Int32 { bell.wait }

    /// Runs the turns of `loop` on a new thread until it is told to stop.
    func run(_ loop: CurlLoop) throws(TransportError) {
        let context = unsafe Unmanaged.passRetained(loop).toOpaque()
        self.context.store(UInt(bitPattern: context), ordering: .relaxed)
        let failed = unsafe ds_thread_start(
            "downstream.net",
            { context in
                guard let context = unsafe context else { return }
                let loop = unsafe Unmanaged<CurlLoop>.fromOpaque(context).takeRetainedValue()
                while loop.assumeIsolated({ $0.turn() }) {}
                LoopRegistry.shared.remove(loop.thread)
            },
            context
        )
        guard failed == 0 else {
            unsafe Unmanaged<CurlLoop>.fromOpaque(context).release()
            throw TransportError(
                .couldNotConnect(problem: FileSystem.message(failed)),
                errno: failed
            )
        }
        LoopRegistry.shared.add(self)
    }

    // MARK: SerialExecutor

    func enqueue(_ job: consuming ExecutorJob) {
        // Once the job is left it may run, and let go of the last that holds the thread and its bell.
        let kept = unsafe Unmanaged.passRetained(self)
        defer { unsafe kept.release() }
        leave(.job(UnownedJob(job)))
    }

    func isIsolatingCurrentContext() -> Bool? {
        let own = unsafe UInt(bitPattern: ds_thread_context())
        return own != 0 && own == context.load(ordering: .relaxed)
    }

    func checkIsolated() {
        precondition(isIsolatingCurrentContext() == true, "not on the thread of the loop")
    }
}
