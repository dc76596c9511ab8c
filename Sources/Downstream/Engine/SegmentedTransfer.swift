#if canImport(FoundationEssentials)
internal import struct FoundationEssentials.Data
#else
internal import struct Foundation.Data
#endif

/// The rest of a file over several connections, each under the validator of the first answer.
///
/// The connections bring bytes side by side, and one task writes them. A second connection shows first
/// whether the server sends ranges of this version; until then the first one goes on as if it were
/// alone. A connection that fails leaves its bytes to the others.
struct SegmentedTransfer {
    /// More than this many connections help nobody.
    private static let most = 64

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
        /// What it may bring: the range that it was asked for, or all up to the end of the file.
        let range: Range<Int64>
        /// Its turn at the host; nil until it has one, or has answered.
        var pass: TransferPass?
        /// Nil until it has answered.
        var body: (any TransportBody)?
    }

    private let attempt: FetchAttempt
    private let hop: Hop
    private let version: FileVersion?
    private let total: Int64
    private let requester: Requester
    private var plan: SegmentPlan
    private var connections: [Connection] = []
    /// How many connections may be open.
    private var limit: Int
    /// Whether another connection than the first has got bytes of the same version.
    private var isConfirmed = false
    /// Whether a connection has brought all its bytes since the last time that none was left.
    private var mayAskOnceMore = false

    /// A transfer that has had its first answer, and these bytes to fetch, the first of them over it.
    ///
    /// - Parameters:
    ///   - attempt: What takes the bytes.
    ///   - answer: The first answer.
    ///   - missing: What is to be fetched.
    ///   - total: The size of the file, up to whose end the first answer goes.
    init(
        _ attempt: FetchAttempt,
        _ answer: Requester.Answer,
        _ missing: [Range<Int64>],
        of total: Int64
    ) {
        self.attempt = attempt
        hop = answer.hop
        version = attempt.intake.version
        self.total = total
        requester = Requester(run: attempt.run, reporter: nil)
        let wanted = attempt.intake.isSingle ? 1 : max(1, attempt.run.download.segments)
        limit = min(wanted, attempt.run.engine.gate.most, Self.most)
        plan = attempt.run.engine.plan(missing, limit, attempt.run.engine.segmentSize)
        guard let first = plan.begin() else { return }
        connections = [
            Connection(
                id: first.id,
                range: first.next..<total,
                pass: answer.pass,
                body: answer.response.body
            )
        ]
    }

    /// Fetches what is missing: when it returns, nothing is.
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
        guard plan.isComplete else { throw truncation }
    }

    private var truncation: DownloadError.Reason {
        .truncated(expected: total, received: attempt.intake.heldCount)
    }
}

// MARK: - What comes

extension SegmentedTransfer {
    private mutating func handle(_ news: News, _ tasks: inout Tasks) async throws {
        switch news {
        case .answer(let answer, let id):
            guard let index = index(of: id) else { return }
            guard isAsExpected(answer, for: connections[index].range) else {
                return try disagree(id, &tasks)
            }
            isConfirmed = true
            connections[index].body = answer.response.body
            connections[index].pass = answer.pass
            goOn(id, &tasks)
        case .bytes(let bytes, let id): try await take(bytes, id, &tasks)
        case .end(let id):
            guard let segment = plan[id] else { return }
            if segment.next < segment.end { return try lose(id, after: truncation, &tasks) }
            close(id)
        case .failure(let error, let id):
            guard let segment = plan[id] else { return }
            if segment.next < segment.end { return try lose(id, after: error, &tasks) }
            // It broke off behind its last byte, and so has brought all of them.
            close(id)
        }
        openMore(&tasks)
    }

    /// Takes bytes of a connection, as far as they are for it to bring.
    private mutating func take(_ bytes: Data, _ id: Int, _ tasks: inout Tasks) async throws {
        var rest = bytes
        while !rest.isEmpty {
            guard let segment = plan[id], let end = connection(id)?.range.upperBound else { return }
            // Whoever sends more than was asked for does not send this file.
            guard segment.next < end else { throw Disagreement() }
            let own = plan.take(rest.count, by: id)
            if own > 0 {
                // Readers may count on the first index being 0.
                let mine = own == rest.count ? rest : Data(rest.prefix(own))
                rest = Data(rest.dropFirst(own))
                if segment.next != attempt.intake.length { try await attempt.intake.leaveGap() }
                try await attempt.take(mine, at: segment.next)
            } else if !extend(id) {
                return close(id)
            }
        }
        goOn(id, &tasks)
    }

    /// Whether an answer brings exactly the bytes that were asked for.
    private func isAsExpected(_ answer: Requester.Answer, for asked: Range<Int64>) -> Bool {
        guard case .receive(let reception) = answer.verdict, reception.restart == nil else {
            return false
        }
        return reception.offset == asked.lowerBound && reception.end == asked.upperBound
            && reception.total ?? total == total
    }

    /// Does without a connection that does not get this file.
    ///
    /// The first one is right by itself, as long as it is there and no other has brought anything.
    private mutating func disagree(_ id: Int, _ tasks: inout Tasks) throws {
        guard !isConfirmed, connections.count > 1 else { throw Disagreement() }
        attempt.intake.isSingle = true
        try lose(id, after: Disagreement(), &tasks)
    }
}

// MARK: - What is asked for

extension SegmentedTransfer {
    private func index(of id: Int) -> Int? { connections.firstIndex { $0.id == id } }

    private func connection(_ id: Int) -> Connection? { connections.first { $0.id == id } }

    /// Waits for what comes next over a connection, if there is anything left for it to bring.
    private mutating func goOn(_ id: Int, _ tasks: inout Tasks) {
        guard let connection = connection(id), let body = connection.body, let segment = plan[id]
        else { return }
        // One that has brought all that it was asked for still has to say so, to be used again.
        guard
            segment.next < segment.end || segment.next == connection.range.upperBound
                || extend(id)
        else { return close(id) }
        tasks.addTask {
            do {
                return try await body.next().map { .bytes($0, id) } ?? .end(id)
            } catch let error where !(error is CancellationError) {
                return .failure(error, id)
            }
        }
    }

    /// Has a connection go on behind its segment, where these bytes are nobody's.
    ///
    /// A second connection that has not answered by the time that the first one comes to its bytes is
    /// of no use.
    private mutating func extend(_ id: Int) -> Bool {
        guard let end = connection(id)?.range.upperBound else { return false }
        if plan.extend(id, upTo: end) { return true }
        guard !isConfirmed, let other = connections.first(where: { $0.body == nil }) else {
            return false
        }
        // Its turn is over when its request is.
        plan.end(other.id)
        connections.removeAll { $0.id == other.id }
        limit = 1
        return plan.extend(id, upTo: end)
    }

    /// Ends a connection that is done with its bytes.
    private mutating func close(_ id: Int) {
        mayAskOnceMore = true
        forget(id)
    }

    /// Ends a connection that has failed, and opens no other one in its place.
    ///
    /// - Throws: The error, where no connection is left and none has done its work since it was so last.
    private mutating func lose(
        _ id: Int,
        after error: any Error,
        _ tasks: inout Tasks
    ) throws {
        forget(id)
        guard connections.isEmpty else {
            limit = min(limit, connections.count)
            return
        }
        guard mayAskOnceMore else { throw error }
        mayAskOnceMore = false
        limit = 1
        openMore(&tasks)
    }

    /// Lets go of a connection; what it lacks waits for others.
    private mutating func forget(_ id: Int) {
        plan.end(id)
        connection(id)?.pass?.end()
        connections.removeAll { $0.id == id }
    }

    /// Opens connections as long as there are bytes for them, and turns that nobody waits for; one at
    /// least, which has to wait for its turn.
    ///
    /// The first bytes of the file come first: without them no later run could go on from the others.
    private mutating func openMore(_ tasks: inout Tasks) {
        guard attempt.intake.length > 0 else { return }
        let bound = isConfirmed ? limit : min(limit, 2)
        while connections.count < bound, plan.canBegin {
            let pass = attempt.run.engine.gate.passUnlessBusy(to: hop.url.origin)
            guard pass != nil || connections.isEmpty else { return }
            guard let segment = plan.begin(atEnd: !isConfirmed && !connections.isEmpty) else {
                return
            }
            ask(segment, pass, &tasks)
        }
    }

    private mutating func ask(
        _ segment: SegmentPlan.Segment,
        _ pass: TransferPass?,
        _ tasks: inout Tasks
    ) {
        guard let version else { return }
        let (id, range) = (segment.id, segment.next..<segment.end)
        connections.append(Connection(id: id, range: range, pass: pass))
        let point = ResumePoint(
            after: range.lowerBound,
            of: version,
            needsTotal: attempt.run.download.changesURL
        )
        tasks.addTask { [requester, hop] in
            do {
                let end = range.upperBound
                return .answer(try await requester.ask(hop, from: point, to: end, with: pass), id)
            } catch let error where !(error is CancellationError) {
                return .failure(error, id)
            }
        }
    }
}
