#if canImport(FoundationEssentials)
internal import struct FoundationEssentials.Data
#else
internal import struct Foundation.Data
#endif

/// The rest of a file over several connections, each under the validator of the first answer.
///
/// The connections bring bytes side by side, and one task writes them. A second connection shows first
/// whether the server sends ranges of this version, and until then the first one stays as it is. A
/// connection that fails leaves its bytes to the others; only where none is left has the attempt failed.
struct SegmentedTransfer {
    /// Connections do not get the same file.
    struct Disagreement: Error {
        var reason: DownloadError.Reason {
            .malformedResponse(problem: "it does not send the same file over several connections")
        }
    }

    /// What comes over a connection; which one it was is said by its number.
    private enum News: Sendable {
        case answer(Requester.Answer, Int)
        case bytes(Data, Int)
        case end(Int)
        case failure(any Error, Int)
    }

    private typealias Tasks = ThrowingTaskGroup<News, any Error>

    private struct Connection {
        let id: Int
        /// What it was asked for.
        let asked: Range<Int64>
        var pass: TransferPass
        /// Nil until it has answered.
        var body: (any TransportBody)?
        /// What it has brought already of the bytes behind its segment.
        var ahead = Data()
    }

    private let attempt: FetchAttempt
    private let hop: Hop
    private let version: FileVersion?
    private let requester: Requester
    private var plan: SegmentPlan
    private var connections: [Connection] = []
    /// How many connections may be open.
    private var limit: Int
    /// Whether a second connection has got bytes of the same version.
    private var isConfirmed = false
    /// The connection that has all its bytes, and waits to hear whether others bring those behind them.
    private var held: Int?

    /// A transfer that has had its first answer, and these bytes to fetch, the first of them over it.
    init(_ attempt: FetchAttempt, _ answer: Requester.Answer, _ missing: [Range<Int64>]) {
        self.attempt = attempt
        hop = answer.hop
        version = attempt.intake.version
        requester = Requester(download: attempt.download, engine: attempt.engine, reporter: nil)
        limit = attempt.intake.isSingle ? 1 : max(1, attempt.download.segments)
        plan = SegmentPlan(
            missing,
            connections: limit,
            smallest: attempt.engine.segmentSize
        )
        guard let first = plan.begin(), let end = missing.last?.upperBound else { return }
        connections = [
            Connection(
                id: first.id,
                asked: first.next..<end,
                pass: answer.pass,
                body: answer.response.body
            )
        ]
    }

    /// Fetches what is missing.
    ///
    /// - Throws: What ended the last connection; ``Disagreement``.
    mutating func run() async throws {
        defer { connections = [] }
        try await withThrowingTaskGroup(of: News.self) { tasks in
            for connection in connections { goOn(connection.id, &tasks) }
            openMore(&tasks)
            while !plan.isComplete, let news = try await tasks.next() {
                try await handle(news, &tasks)
            }
            tasks.cancelAll()
        }
    }
}

// MARK: - What comes

extension SegmentedTransfer {
    private mutating func handle(_ news: News, _ tasks: inout Tasks) async throws {
        switch news {
        case .answer(let answer, let id):
            guard let index = index(of: id) else { return }
            guard isAsExpected(answer, for: connections[index].asked) else {
                return try await disagree(id, &tasks)
            }
            isConfirmed = true
            connections[index].body = answer.response.body
            connections[index].pass = answer.pass
            goOn(id, &tasks)
            try await release(&tasks)
        case .bytes(let bytes, let id): try await take(bytes, id, &tasks)
        case .end(let id):
            guard let segment = plan[id] else { return }
            if segment.next == segment.end { return close(id, &tasks) }
            try await lose(id, after: truncation(segment), &tasks)
        case .failure(let error, let id):
            // One that breaks off behind its last byte has brought all of them.
            if let segment = plan[id], segment.next == segment.end, index(of: id) != nil {
                return close(id, &tasks)
            }
            try await lose(id, after: error, &tasks)
        }
        openMore(&tasks)
    }

    /// Takes bytes of a connection, as far as they are for it to bring.
    private mutating func take(_ bytes: Data, _ id: Int, _ tasks: inout Tasks) async throws {
        var rest = bytes
        while !rest.isEmpty {
            guard let segment = plan[id], let index = index(of: id) else { return }
            let own = plan.take(rest.count, by: id)
            if own > 0 {
                // Readers may count on the first index being 0.
                let mine = own == rest.count ? rest : Data(rest.prefix(own))
                rest = Data(rest.dropFirst(own))
                try await attempt.take(mine, at: segment.next)
            } else if !plan.extend(id, upTo: connections[index].asked.upperBound) {
                connections[index].ahead = rest
                break
            }
        }
        goOn(id, &tasks)
    }

    /// Whether an answer brings exactly the bytes that were asked for.
    private func isAsExpected(_ answer: Requester.Answer, for asked: Range<Int64>) -> Bool {
        let expected = ResponseVerdict.Reception(
            offset: asked.lowerBound,
            end: asked.upperBound,
            total: version?.total,
            restart: nil
        )
        return answer.verdict == .receive(expected)
    }

    private func truncation(_ segment: SegmentPlan.Segment) -> DownloadError.Reason {
        .truncated(expected: version?.total ?? segment.end, received: attempt.intake.heldCount)
    }

    /// Does without a connection that does not get this file.
    ///
    /// The first one is right by itself, as long as it is there and no other has brought anything.
    private mutating func disagree(_ id: Int, _ tasks: inout Tasks) async throws {
        guard !isConfirmed, connections.count > 1 else { throw Disagreement() }
        attempt.intake.isSingle = true
        try await lose(id, after: Disagreement(), &tasks)
    }
}

// MARK: - What is asked for

extension SegmentedTransfer {
    private func index(of id: Int) -> Int? { connections.firstIndex { $0.id == id } }

    /// Waits for what comes next over a connection, if there is anything left for it to bring.
    private mutating func goOn(_ id: Int, _ tasks: inout Tasks) {
        guard let index = index(of: id), let segment = plan[id],
            let body = connections[index].body
        else { return }
        let end = connections[index].asked.upperBound
        let hasMore = segment.next < segment.end || plan.extend(id, upTo: end)
        let mayStillAgree = !isConfirmed && connections.contains { $0.body == nil }
        // One that has brought all that it was asked for still has to say so, to be used again.
        if hasMore || segment.next == end {
            tasks.addTask { try await Self.next(body, id) }
        } else if mayStillAgree {
            held = id
        } else {
            close(id, &tasks)
        }
    }

    private static func next(_ body: any TransportBody, _ id: Int) async throws -> News {
        do {
            return try await body.next().map { .bytes($0, id) } ?? .end(id)
        } catch let error where !(error is CancellationError) {
            return .failure(error, id)
        }
    }

    /// Has the connection go on that was held until another one was heard.
    private mutating func release(_ tasks: inout Tasks) async throws {
        guard let id = held, let index = index(of: id) else { return }
        let ahead = connections[index].ahead
        held = nil
        connections[index].ahead = Data()
        try await take(ahead, id, &tasks)
    }

    /// Ends a connection that is done with its bytes; its turn at the host is for the next ones.
    private mutating func close(_ id: Int, _ tasks: inout Tasks) {
        plan.end(id)
        guard let index = index(of: id) else { return }
        let pass = connections.remove(at: index).pass
        if connections.count < limit, let segment = plan.begin() {
            ask(segment, pass, &tasks)
        } else {
            pass.end()
        }
    }

    /// Ends a connection that has failed, and opens no other one in its place.
    private mutating func lose(
        _ id: Int,
        after error: any Error,
        _ tasks: inout Tasks
    ) async throws {
        plan.end(id)
        if let index = index(of: id) { connections.remove(at: index).pass.end() }
        if connections.isEmpty { throw error }
        limit = min(limit, connections.count)
        try await release(&tasks)
    }

    /// Opens connections as long as there are bytes for them, and turns that nobody waits for.
    private mutating func openMore(_ tasks: inout Tasks) {
        let bound = isConfirmed ? limit : min(limit, 2)
        while connections.count < bound, plan.canBegin,
            let pass = attempt.engine.gate.passUnlessBusy(to: hop.url.origin),
            let segment = plan.begin()
        {
            ask(segment, pass, &tasks)
        }
    }

    private mutating func ask(
        _ segment: SegmentPlan.Segment,
        _ pass: TransferPass,
        _ tasks: inout Tasks
    ) {
        guard let version else { return }
        let id = segment.id
        let asked = segment.next..<segment.end
        connections.append(Connection(id: id, asked: asked, pass: pass))
        let point = ResumePoint(
            after: asked.lowerBound,
            of: version,
            needsTotal: attempt.download.changesURL
        )
        tasks.addTask { [requester, hop] in
            do {
                let end = asked.upperBound
                return .answer(try await requester.ask(hop, from: point, to: end, with: pass), id)
            } catch let error where !(error is CancellationError) {
                return .failure(error, id)
            }
        }
    }
}
