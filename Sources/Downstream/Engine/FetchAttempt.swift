#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// One attempt of a run: request, judge, receive, verify, publish.
struct FetchAttempt {
    /// A part smaller than this is a short one, and a server may send only so many of them.
    private static let shortPart: Int64 = 1024 * 1024
    private static let shortParts = 100

    let run: DownloadRun
    let intake: Intake
    /// Which attempt it is, from 1.
    let number: Int

    /// Fetches what is missing of the file and puts it in its place.
    ///
    /// - Parameters:
    ///   - hop: The first request.
    ///   - existing: The file at the destination, if only another version than it is wanted.
    /// - Returns: The good end.
    /// - Throws: A `DownloadError.Reason`, ``Requester/Refusal``, ``FileProblem``, or what the
    ///   transport throws.
    func fetch(_ hop: Hop, _ existing: ExistingFile?) async throws -> DownloadEvent.Completion {
        let requester = Requester(run: run, reporter: run.reporter)
        var point = intake.point
        var restart: DownloadEvent.RestartReason?
        var shortParts = 0
        while true {
            let conditions = point == nil && restart == nil ? existing?.stamp?.conditions ?? [] : []
            var answer = try await requester.ask(hop, from: point, conditions)
            switch answer.verdict {
            case .restart(let reason):
                guard restart == nil else {
                    throw DownloadError.Reason.malformedResponse(
                        problem: "it does not send the file from its beginning"
                    )
                }
                restart = reason
                point = nil
            case .notModified:
                guard let existing else { throw Requester.Refusal(code: 304, retryAfter: nil) }
                _ = try await intake.end(after: nil)
                return existing.completion(
                    .notModified,
                    after: run.reporter.elapsed,
                    attempts: number,
                    isVerified: true
                )
            case .complete:
                try checkLimit(intake.length)
                var facts = answer.facts
                facts.offset = intake.length
                run.reporter.accepted(facts, held: intake.length, expected: intake.length)
                try await intake.accept(answer.response.head)
                return try await finish(answer, isLengthKnown: true)
            case .receive(let reception):
                if let end = try end(reception, answer) {
                    _ = try await intake.end(after: nil)
                    return end
                }
                try await accept(reception, answer, restart)
                let isWhole = try await receive(reception, &answer)
                answer.pass.end()
                if isWhole {
                    let isLengthKnown = reception.total != nil || answer.response.head.endIsTold
                    return try await finish(answer, isLengthKnown: isLengthKnown)
                }
                // A part may be shorter than what was asked for (RFC 9110, section 15.3.7).
                if intake.length - reception.offset < Self.shortPart { shortParts += 1 }
                guard shortParts <= Self.shortParts, let next = intake.point else {
                    throw DownloadError.Reason.truncated(
                        expected: reception.total ?? intake.length,
                        received: intake.length
                    )
                }
                point = next
                restart = nil
            case .refused, .redirect:
                // The requester has followed or thrown these.
                throw DownloadError.Reason.malformedResponse(problem: "it sends no file")
            }
        }
    }

    /// The good end of a download that leaves a file as it is whose name only this answer tells.
    private func end(
        _ reception: ResponseVerdict.Reception,
        _ answer: Requester.Answer
    ) throws -> DownloadEvent.Completion? {
        run.reporter.fixes(intake.path(named: answer.name))
        guard let existing = try intake.existingFile(named: answer.name) else { return nil }
        let isSame = existing.stamp?.isVersion(of: answer.response.head, size: reception.total)
        guard existing.isKept || isSame == true else { return nil }
        return existing.completion(
            existing.isKept ? .alreadyPresent : .notModified,
            after: run.reporter.elapsed,
            attempts: number,
            isVerified: isSame == true
        )
    }

    /// Gets ready for the bytes of an answer, and tells it.
    private func accept(
        _ reception: ResponseVerdict.Reception,
        _ answer: Requester.Answer,
        _ before: DownloadEvent.RestartReason?
    ) async throws {
        var facts = answer.facts
        let began = try await intake.begin(reception, answer.response.head, name: answer.name)
        facts.restart = began == nil ? nil : before ?? began
        facts.offset = reception.offset
        run.reporter.accepted(facts, held: intake.heldCount, expected: reception.total)
    }

    /// Takes every chunk of an answer, and beside it those of other connections where more is missing
    /// than one of them should bring.
    ///
    /// - Returns: Whether the file is whole now.
    private func receive(
        _ reception: ResponseVerdict.Reception,
        _ answer: inout Requester.Answer
    ) async throws -> Bool {
        if let total = reception.total, let missing = intake.missing(reception) {
            var transfer = SegmentedTransfer(self, answer, missing, of: total)
            answer.leaveBody()
            try await transfer.run()
            return intake.length == total
        }
        while let bytes = try await next(answer.response.body, before: reception.end) {
            // Whoever sends more than was announced does not send this file.
            if let announced = reception.end, intake.length + Int64(bytes.count) > announced {
                throw DownloadError.Reason.malformedResponse(problem: "it sent too many bytes")
            }
            try await take(bytes, at: intake.length)
        }
        if let end = reception.end, intake.length != end {
            throw DownloadError.Reason.truncated(
                expected: reception.total ?? end,
                received: intake.length
            )
        }
        return reception.end == reception.total
    }

    /// Writes a chunk, tells it, and waits for the consumers.
    func take(_ bytes: Data, at offset: Int64) async throws {
        // A transport of the caller's own may not notice.
        try Task.checkCancellation()
        try checkLimit(offset + Int64(bytes.count))
        try intake.take(bytes, at: offset, run.reporter.elapsed)
        run.reporter.wrote(DownloadEvent.Chunk(offset: offset, bytes: bytes))
        if let rate = run.engine.rate {
            try await run.engine.timekeeper.sleep(
                rate.charge(bytes.count, at: run.engine.timekeeper.now())
            )
        }
        if !run.channel.hasRoom { await run.channel.room() }
        run.reporter.waitsForBytes()
    }

    /// Throws where a file of so many bytes is larger than anybody wants.
    private func checkLimit(_ length: Int64) throws(DownloadError.Reason) {
        guard let limit = run.download.limits.bytes, length > limit else { return }
        throw .tooLarge(limit: limit)
    }

    /// The next bytes; nil at the end, and where the connection breaks off behind the last of them.
    private func next(_ body: any TransportBody, before end: Int64?) async throws -> Data? {
        do {
            return try await body.next()
        } catch is TransportError where intake.length == end {
            return nil
        }
    }

    /// Verifies the whole file and publishes it.
    private func finish(
        _ answer: Requester.Answer,
        isLengthKnown: Bool
    ) async throws -> DownloadEvent.Completion {
        run.reporter.receivedAll()
        let findings = try intake.verify()

        run.reporter.enter(DownloadError.Stage.publishing)
        try Task.checkCancellation()
        var stamp: FileStamp?
        if run.download.existingFile == .update {
            stamp = FileStamp(
                answer.response.head,
                identity: try intake.identity(),
                size: intake.length,
                now: run.engine.timekeeper.secondsSince1970()
            )
        }
        let published = try await intake.publish(stamp: stamp)
        var completion = DownloadEvent.Completion(
            url: nil,
            byteCount: intake.length,
            how: intake.isResumed ? .resumed : .transferred,
            duration: run.reporter.elapsed,
            timings: answer.response.body.timings,
            attempts: number,
            checksum: findings.checksum,
            container: findings.container,
            lengthVerified: isLengthKnown,
            warnings: findings.warnings + [published?.warning].compactMap(\.self)
        )
        completion.location = published.map { LazyURL(path: $0.path) }
        return completion
    }
}
