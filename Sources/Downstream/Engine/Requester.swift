/// Asks servers for a file, from one redirect to the next.
struct Requester {
    /// An answer that is no redirect.
    struct Answer {
        private(set) var response: TransportResponse
        let verdict: ResponseVerdict
        /// Who gave it.
        let hop: Hop
        /// The turn, to be given back when the body has come.
        let pass: TransferPass
        /// What consumers are told of it.
        let facts: DownloadEvent.Response
        /// The final name that it proposes.
        let name: String

        init(
            _ response: TransportResponse,
            _ verdict: ResponseVerdict,
            from hop: Hop,
            _ pass: TransferPass
        ) {
            self.response = response
            self.verdict = verdict
            self.hop = hop
            self.pass = pass
            facts = DownloadEvent.Response(response.head, from: hop.url)
            name = facts.suggestedName ?? FileName.safe(fromPath: hop.url.path)
        }

        /// Leaves the body to somebody else, who ends the transfer by letting go of it.
        mutating func leaveBody() {
            response.body = NoBody()
        }
    }

    /// A server that sends no file, as far as a retry has to know it.
    struct Refusal: Error {
        let code: Int
        /// How long the server asks to be left alone; nil where it does not say.
        let retryAfter: Duration?

        var reason: DownloadError.Reason { .httpStatus(code: code) }
    }

    /// A body as short as this is read to its end, so that its connection can be used again.
    private static let shortBody = 64 * 1024

    let run: DownloadRun
    /// What tells the phases; nil where others go on meanwhile, as beside another connection.
    let reporter: RunReporter?

    private var download: Download { run.download }
    private var engine: Engine { run.engine }

    /// Asks, and follows redirects, until there is an answer.
    ///
    /// - Parameters:
    ///   - first: The first request.
    ///   - point: Where to go on; nil asks for the whole file.
    ///   - end: The byte behind the last one to ask for; nil asks for all of them.
    ///   - pass: The turn for the first request; nil waits for one.
    ///   - conditions: Fields that want the file only if it is another one.
    /// - Returns: The first answer that is no redirect.
    /// - Throws: ``Refusal`` where the server sends no file; a `DownloadError.Reason` or what the
    ///   transport throws.
    func ask(
        _ first: Hop,
        from point: ResumePoint?,
        to end: Int64? = nil,
        with pass: TransferPass? = nil,
        _ conditions: [HeaderField] = []
    ) async throws -> Answer {
        reporter?.enter(DownloadError.Stage.requesting)
        var hop = first
        var turn = pass
        for _ in 0...max(0, download.limits.redirects) {
            reporter?.enter(DownloadError.Stage.requesting)
            let pass =
                if let free = turn ?? engine.gate.passUnlessBusy(to: hop.url.origin) { free } else {
                    try await engine.gate.pass(to: hop.url.origin, reporter)
                }
            turn = nil
            reporter?.connects()
            // Who is asked by a redirect from outside must be outside too. Through a proxy nobody
            // can tell: its own address may well be inside.
            let mustBeOutside = hop.comesFromOutside && !engine.mayUseProxy(for: hop)
            let access = mustBeOutside ? .publicInternet : engine.accessPolicy
            let request = request(for: hop, from: point, to: end, conditions, access)
            let response = try await engine.transport.response(to: request)
            reporter?.enter(DownloadError.Stage.judging)
            let verdict = try engine.judge(response.head, point, !conditions.isEmpty)
            guard case .redirect(let location) = verdict else {
                try check(verdict, response.head, from: hop)
                return Answer(response, verdict, from: hop, pass)
            }
            let peer = response.peer.flatMap(NetworkAddress.init(text:))
            hop = try hop.following(location, sentBy: peer)
            try await drain(response.body)
            pass.end()
        }
        throw DownloadError.Reason.tooManyRedirects(limit: download.limits.redirects)
    }

    private func request(
        for hop: Hop,
        from point: ResumePoint?,
        to end: Int64?,
        _ conditions: [HeaderField],
        _ access: AccessPolicy
    ) -> TransportRequest {
        var headers = hop.headers + conditions
        if let userAgent = engine.userAgent,
            !headers.contains(where: { $0.isNamed("User-Agent") })
        {
            headers.append(HeaderField("User-Agent", userAgent))
        }
        if let point { headers.append(HeaderField("If-Range", point.version.validator.text)) }
        return TransportRequest(
            url: hop.url.text,
            headers: headers,
            credentials: hop.credentials,
            offset: point?.offset ?? 0,
            end: end,
            connectTimeout: download.limits.connect,
            stallTimeout: download.limits.stall,
            headLimit: download.limits.headBytes,
            accessPolicy: access
        )
    }

    /// Ends with what no retry or restart can change, before a byte of the body arrives.
    private func check(
        _ verdict: ResponseVerdict,
        _ head: ResponseHead,
        from hop: Hop
    ) throws {
        switch verdict {
        case .refused(let code):
            let wait = RetryAfter.wait(head, now: engine.timekeeper.secondsSince1970())
            if let wait, code == 429 || code == 503 {
                engine.gate.pause(hop.url.origin, for: min(wait, download.retry.retryAfterCap))
            }
            throw Refusal(code: code, retryAfter: wait)
        case .receive(let reception):
            let isTooLong = reception.total == nil && MessageLength.isBeyondCounting(head)
            if let limit = download.limits.bytes, isTooLong || reception.total ?? 0 > limit {
                throw DownloadError.Reason.tooLarge(limit: limit)
            }
            if let size = download.verification.size, let total = reception.total, total != size {
                throw DownloadError.Reason.wrongSize(expected: size, actual: total)
            }
        case .complete, .restart, .notModified, .redirect: return
        }
    }

    /// Reads the short body of a redirect.
    private func drain(_ body: any TransportBody) async throws {
        var left = Self.shortBody
        do {
            while left > 0, let bytes = try await body.next() { left -= bytes.count }
        } catch is TransportError {
            // Only the connection is lost, and the next hop makes its own.
        }
    }
}
