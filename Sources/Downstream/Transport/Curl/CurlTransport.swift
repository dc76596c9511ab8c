internal import CLibcurl

/// The transport over libcurl, which is loaded at the first request.
///
/// One thread drives all transfers; it ends with the transport. Connections are kept and reused.
/// Each transfer holds at most three chunks that nobody has taken yet, all of them together the
/// configured budget and 48 KiB a transfer.
public final class CurlTransport: Transport {
    private let configuration: Downloader.Configuration
    private let makeMulti: @Sendable (Downloader.Configuration) -> CurlMulti?
    private let budget: ByteBudget
    private let loop = Locked<CurlLoop?>(nil)

    /// A transport with the network settings of a downloader.
    public convenience init(_ configuration: Downloader.Configuration = .init()) {
        self.init(configuration) { CurlMulti($0) }
    }

    /// A transport whose multi handle comes from here, as often as it has none.
    init(
        _ configuration: Downloader.Configuration,
        makeMulti: @escaping @Sendable (Downloader.Configuration) -> CurlMulti?
    ) {
        self.configuration = configuration
        self.makeMulti = makeMulti
        budget = ByteBudget(configuration.bufferBudget)
    }

    deinit {
        loop.withLock(\.self)?.thread.leave(.stop)
    }

    /// Sends a request and waits for the final head of its response.
    ///
    /// - Throws: ``TransportError`` if no head arrives, or if libcurl is missing;
    ///   `CancellationError` if this task is cancelled first.
    public func response(to request: TransportRequest) async throws -> TransportResponse {
        let thread = try runningLoop().thread
        let mailbox = CurlMailbox(budget)
        let body = CurlBody(mailbox, thread, self)
        thread.leave(.start(request, mailbox))
        let head = try await body.head()
        return TransportResponse(head: head, body: body, peer: body.peer)
    }

    /// How many transfers are under way, once all that was asked before is done.
    package func transferCount() async -> Int {
        guard let loop = loop.withLock(\.self) else { return 0 }
        return await loop.transferCount()
    }

    private func runningLoop() throws(TransportError) -> CurlLoop {
        try loop.withLock { (loop) throws(TransportError) in
            if let loop { return loop }
            if let problem = unsafe ds_curl_load() {
                throw TransportError(.libraryMissing(problem: unsafe String(cString: problem)))
            }
            let certificates = try configuration.additionalCertificates.map {
                path throws(TransportError) in
                try TrustedCertificates.adding(path)
            }
            let thread = try LoopThread()
            let started = CurlLoop(
                thread,
                configuration,
                certificates: certificates,
                makeMulti: makeMulti
            )
            try thread.run(started)
            loop = started
            return started
        }
    }
}
