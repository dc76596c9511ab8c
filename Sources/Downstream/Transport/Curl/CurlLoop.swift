internal import CLibcurl

/// All transfers of one transport: an actor whose executor is the thread that owns the multi handle.
actor CurlLoop {
    /// The most idle handles to keep for the next requests.
    private static let idleLimit = 16
    /// In milliseconds; whoever wants something rings.
    private static let longestWait: Int32 = 60_000
    /// In milliseconds: what was collected is handed over after it.
    private static let handoverWait: Int32 = 1

    nonisolated let thread: LoopThread
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe thread.asUnownedSerialExecutor()
    }

    private let configuration: Downloader.Configuration
    private let makeMulti: @Sendable (Downloader.Configuration) -> CurlMulti?
    /// The bundle of trusted authorities; nil for the system's own.
    private let certificates: [UInt8]?
    private var multi: CurlMulti?
    private var transfers: [ObjectIdentifier: CurlTransfer] = [:]
    private var idle: [CurlHandle] = []
    private let touched = CurlTransfer.Touched()
    private let beginning = ContinuousClock.now
    /// When it is looked next whether transfers have stalled.
    private var nextLook = Duration.zero

    init(
        _ thread: LoopThread,
        _ configuration: Downloader.Configuration,
        certificates: [UInt8]?,
        makeMulti: @escaping @Sendable (Downloader.Configuration) -> CurlMulti?
    ) {
        self.thread = thread
        self.makeMulti = makeMulti
        self.certificates = certificates
        self.configuration = configuration
    }

    /// One turn: do what was asked, let libcurl work, hand over what it brought, wait.
    ///
    /// - Returns: False after the last turn.
    func turn() -> Bool {
        for errand in thread.takeErrands() {
            switch errand {
            case .start(let request, let mailbox): start(request, mailbox)
            case .resume(let mailbox): transfers[ObjectIdentifier(mailbox)]?.resume()
            case .cancel(let mailbox): end(mailbox)
            case .job(let job): unsafe job.runSynchronously(on: unownedExecutor)
            case .stop:
                stop()
                return false
            }
        }
        guard let multi = openMulti() else {
            // Whoever asks without memory has been told so; the next one may find some.
            thread.waitForRing()
            return true
        }
        multi.perform()
        // First, so that who waits is woken once for all that has come.
        finish(multi)
        let now = beginning.duration(to: .now)
        touched.transfers.removeAll { $0.flush(at: now) }
        endStalled(at: now)
        let isCalled = multi.wait(thread.descriptor, milliseconds: wait(at: now))
        // Before the next errands are taken: behind them it would miss a ring for those that follow.
        if isCalled { thread.hush() }
        return true
    }

    /// How long there is nothing to do, unless somebody rings.
    private func wait(at now: Duration) -> Int32 {
        guard touched.transfers.isEmpty else { return Self.handoverWait }
        guard !transfers.isEmpty else { return Self.longestWait }
        let left = max(.zero, nextLook - now)
        return min(Self.longestWait, Int32(left.inSeconds * 1000) + 1)
    }

    /// Ends the transfers of which nothing has come for too long.
    private func endStalled(at now: Duration) {
        guard now >= nextLook else { return }
        nextLook = now + StallWatch.interval
        for transfer in Array(transfers.values) where transfer.isStalled(at: now) {
            transfer.finish(code: DS_TIMED_OUT)
            end(transfer.mailbox)
        }
    }

    /// How many transfers are under way.
    ///
    /// What was asked before is done when it answers: a cancelled transfer has closed its socket.
    func transferCount() -> Int {
        transfers.count
    }

    private func openMulti() -> CurlMulti? {
        if let multi { return multi }
        multi = makeMulti(configuration)
        return multi
    }

    private func start(_ request: TransportRequest, _ mailbox: CurlMailbox) {
        let kept = idle.popLast()
        guard let handle = kept ?? CurlHandle(configuration, certificates: certificates) else {
            mailbox.finish(.failure(TransportError(.fileSystem(problem: "out of memory"))))
            return
        }
        let transfer = CurlTransfer(
            request,
            mailbox,
            on: handle,
            bufferSize: Self.bufferSize(transfers: transfers.count + 1),
            touched: touched
        )
        guard let multi = openMulti(), handle.add(to: multi) else {
            transfer.finish(code: DS_OUT_OF_MEMORY)
            return
        }
        transfers[ObjectIdentifier(mailbox)] = transfer
    }

    /// libcurl's own buffer: large for a few, small for many, as each transfer has one.
    private static func bufferSize(transfers: Int) -> Int {
        switch transfers {
        case ...2: 512 * 1024
        case ...32: 64 * 1024
        default: 32 * 1024
        }
    }

    private func finish(_ multi: CurlMulti) {
        while let (transfer, code) = multi.nextFinished() {
            transfer.finish(code: code)
            guard let handle = end(transfer.mailbox) else { continue }
            if idle.count < Self.idleLimit { idle.append(handle) }
        }
    }

    /// Takes a transfer out; one that has not finished loses its connection.
    ///
    /// - Returns: Its handle. That of one which has not finished may hold bytes that libcurl would give
    ///   to the next, and is not to be used again.
    @discardableResult
    private func end(_ mailbox: CurlMailbox) -> CurlHandle? {
        guard let multi,
            let transfer = transfers.removeValue(forKey: ObjectIdentifier(mailbox))
        else { return nil }
        return withExtendedLifetime(transfer) {
            let handle = transfer.reusable
            handle.remove(from: multi)
            return handle
        }
    }

    private func stop() {
        for transfer in Array(transfers.values) {
            transfer.finish(code: DS_RECEIVE_ERROR)
            end(transfer.mailbox)
        }
        idle.removeAll()
        multi = nil
    }
}
