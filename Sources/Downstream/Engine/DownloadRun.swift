#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// One download from its first event to its last, read from top to bottom:
/// validate, reserve, request, judge, receive, verify, publish.
struct DownloadRun {
    private let download: Download
    private let engine: Engine
    private let hub: ShareHub
    private let reporter: RunReporter

    init(_ download: Download, _ engine: Engine, _ hub: ShareHub) {
        self.download = download
        self.engine = engine
        self.hub = hub
        reporter = RunReporter(
            hub,
            timekeeper: engine.timekeeper,
            interval: download.progressInterval
        )
    }

    /// Runs to the last event; when that is told, the destination is free.
    func run() async {
        reporter.started(DownloadEvent.Attempt(number: 1))
        let watch = RunWatch(hub, reporter, deadline: download.limits.deadline)
        async let _: Void = watch.run(engine.timekeeper)
        do {
            let completion = try await attempts()
            hub.offer(.completed(completion))
        } catch is CancellationError where !watch.deadlineHasPassed {
            hub.close()
        } catch {
            let cause = watch.deadlineHasPassed ? DownloadError.Reason.deadlineExceeded : error
            hub.offer(.failed(reporter.error(cause, for: download)))
        }
    }

    /// Makes attempts until one succeeds or the policy allows no other.
    private func attempts() async throws -> DownloadEvent.Completion {
        var hop = try await firstHop(attempt: 1)
        let target = try Target(download)
        reporter.enter(.reserving)
        let place = try target?.claimablePlace()
        if let place { try await DestinationClaims.shared.claim(place, for: hub) }
        defer { if let place { DestinationClaims.shared.release(place) } }

        var number = 1
        while true {
            do {
                return try await attempt(number, hop, target)
            } catch let error where !(error is CancellationError) {
                let failure = reporter.error(error, for: download)
                guard
                    let delay = download.retry.wait(
                        afterAttempt: number,
                        reason: failure.reason,
                        chance: engine.chance()
                    )
                else { throw error }
                number += 1
                reporter.started(
                    DownloadEvent.Attempt(number: number, after: failure, delay: delay)
                )
                reporter.enter(.waiting(until: reporter.elapsed + delay))
                try await engine.timekeeper.sleep(delay)
                hop = try await firstHop(attempt: number)
            }
        }
    }

    /// Judges what the caller gave, and makes the first request of it.
    private func firstHop(attempt number: Int) async throws -> Hop {
        reporter.enter(.validating)
        for field in download.headers {
            if let problem = field.problem {
                throw DownloadError.Reason.invalidURL(problem: problem)
            }
        }
        let url =
            switch download.source.origin {
            case .text(let text): try WebURL(text)
            case .fresh(_, let fresh): try WebURL(try await fresh(number).absoluteString)
            }
        return Hop(to: url, headers: download.headers, credentials: download.credentials)
    }

    private func attempt(
        _ number: Int,
        _ hop: Hop,
        _ target: Target?
    ) async throws -> DownloadEvent.Completion {
        reporter.enter(.reserving)
        if let kept = try existingFile(target) { return kept }
        let file = try target.map { target throws(FileProblem) in try PartialFile(target) }
        do {
            return try await fetch(hop, into: file, attempt: number)
        } catch {
            try leave(file, after: error)
            throw error
        }
    }

    /// The file that the rule for existing files keeps, if there is one.
    private func existingFile(_ target: Target?) throws -> DownloadEvent.Completion? {
        guard let target, let name = target.name, target.rule == .keep else { return nil }
        let path = FileSystem.path(target.folder, name)
        guard let existing = try PartialFile.existing(path) else { return nil }
        return DownloadEvent.Completion(
            url: URL(filePath: path),
            byteCount: existing.size,
            how: .alreadyPresent,
            duration: reporter.elapsed,
            lengthVerified: false
        )
    }

    private func fetch(
        _ hop: Hop,
        into file: PartialFile?,
        attempt: Int
    ) async throws -> DownloadEvent.Completion {
        let (response, last, length) = try await request(hop)
        let restart = file.map(\.dropped) ?? 0 > 0 ? DownloadEvent.RestartReason.notProvable : nil
        let facts = DownloadEvent.Response(response.head, from: last.url, restart: restart)
        reporter.accepted(facts, expected: length)

        let (received, checksum) = try await receive(response.body, into: file)
        reporter.receivedAll()
        try verify(received, announced: length, checksum: checksum)

        reporter.enter(.publishing)
        let name = facts.suggestedName ?? FileName.safe(fromPath: last.url.url.path())
        try Task.checkCancellation()
        let path = try file?.publish(as: name, download.durability)
        return DownloadEvent.Completion(
            url: path.map { URL(filePath: $0) },
            byteCount: received,
            duration: reporter.elapsed,
            timings: response.body.timings,
            attempts: attempt,
            checksum: checksum,
            lengthVerified: length != nil || response.head.endIsTold
        )
    }

    /// Asks, and follows redirects, until there is a body to receive.
    private func request(
        _ first: Hop
    ) async throws -> (response: TransportResponse, last: Hop, length: Int64?) {
        reporter.enter(DownloadError.Stage.requesting)
        reporter.enter(DownloadEvent.Phase.connecting)
        var hop = first
        for _ in 0...max(0, download.limits.redirects) {
            reporter.enter(.requesting)
            let response = try await engine.transport.response(to: request(for: hop))
            reporter.enter(.judging)
            switch try ResponseVerdict(response.head, limit: download.limits.bytes) {
            case .receive(let length): return (response, hop, length)
            case .redirect(let location): hop = try hop.following(location)
            }
            try await drain(response.body)
        }
        throw DownloadError.Reason.tooManyRedirects(limit: download.limits.redirects)
    }

    private func request(for hop: Hop) -> TransportRequest {
        var headers = hop.headers
        if let userAgent = engine.userAgent,
            !headers.contains(where: { $0.name.lowercased() == "user-agent" })
        {
            headers.append(HeaderField("User-Agent", userAgent))
        }
        return TransportRequest(
            url: hop.url.text,
            headers: headers,
            credentials: hop.credentials,
            connectTimeout: download.limits.connect,
            stallTimeout: download.limits.stall,
            headLimit: download.limits.headBytes
        )
    }

    /// Reads the short body of a redirect, so that its connection can be used again.
    private func drain(_ body: any TransportBody) async throws {
        var left = 64 * 1024
        do {
            while left > 0, let bytes = try await body.next() { left -= bytes.count }
        } catch is TransportError {
            // Only the connection is lost, and the next hop makes its own.
        }
    }

    /// Writes every chunk, tells it, and waits for the consumers.
    private func receive(
        _ body: any TransportBody,
        into file: PartialFile?
    ) async throws -> (Int64, Checksum?) {
        let digest = try download.verification.algorithm.map {
            algorithm throws(DownloadError.Reason) in
            try MessageDigest(algorithm)
        }
        var offset: Int64 = 0
        while let bytes = try await body.next() {
            if let limit = download.limits.bytes, offset + Int64(bytes.count) > limit {
                throw DownloadError.Reason.tooLarge(limit: limit)
            }
            try unsafe bytes.withUnsafeBytes { buffer in
                try unsafe file?.write(buffer, at: offset)
                unsafe digest?.update(buffer)
            }
            reporter.wrote(DownloadEvent.Chunk(offset: offset, bytes: bytes))
            offset += Int64(bytes.count)
            if let rate = engine.rate {
                try await engine.timekeeper.sleep(
                    rate.charge(bytes.count, at: engine.timekeeper.now())
                )
            }
            await hub.room()
            reporter.waitsForBytes()
        }
        return (offset, try digest?.finish())
    }

    private func verify(_ received: Int64, announced: Int64?, checksum: Checksum?) throws {
        let required = download.verification
        if let announced, announced != received {
            throw DownloadError.Reason.truncated(expected: announced, received: received)
        }
        if received == 0, !required.allowsEmpty { throw DownloadError.Reason.emptyBody }
        if let size = required.size, size != received {
            throw DownloadError.Reason.wrongSize(expected: size, actual: received)
        }
        if let expected = required.checksum, let checksum, expected != checksum {
            throw DownloadError.Reason.checksumMismatch(expected: expected, actual: checksum)
        }
    }

    /// Keeps the partial file where its bytes may still become the file, and removes it elsewhere.
    private func leave(_ file: PartialFile?, after error: any Error) throws {
        let keeps =
            switch error {
            case is CancellationError, is FileProblem: true
            case let error as TransportError: error.reason.isTransient
            case let reason as DownloadError.Reason: reason.isTransient
            default: false
            }
        if keeps, reporter.hasBytes { return }
        reporter.keeps(0)
        try file?.discard()
    }
}
