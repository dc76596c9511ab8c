#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// One download from its first event to its last, read from top to bottom: validate, reserve, then
/// attempts until one succeeds or none may follow.
///
/// A class, as each of its steps has at hand what it was made of.
final class DownloadRun: Sendable {
    let download: Download
    let engine: Engine
    let channel: any RunChannel
    let reporter: RunReporter

    init(_ download: Download, _ engine: Engine, _ channel: any RunChannel) {
        self.download = download
        self.engine = engine
        self.channel = channel
        reporter = RunReporter(
            channel,
            timekeeper: engine.timekeeper,
            interval: download.progressInterval
        )
    }

    /// Runs to the last event; when that is told, the destination is free.
    func run() async {
        let watch = RunWatch(channel, reporter, deadline: download.limits.deadline)
        let alarm = watch.begin(engine)
        defer { engine.alarms.clear(alarm) }
        do {
            let completion = try await reserve()
            reporter.ends(.completed(completion))
        } catch is CancellationError where Task.isCancelled && !watch.deadlineHasPassed {
            reporter.startsUnlessStarted()
            channel.close()
        } catch {
            reporter.startsUnlessStarted()
            let cause = watch.deadlineHasPassed ? DownloadError.Reason.deadlineExceeded : error
            reporter.ends(.failed(reporter.error(cause, for: download)))
        }
    }

    /// Judges what the caller gave, makes room for it, and gives the room back.
    private func reserve() async throws -> DownloadEvent.Completion {
        let hop = try await firstHop(attempt: 1)
        let target = try Target(download)
        reporter.enter(DownloadError.Stage.reserving)
        channel.written?.uses(engine.disk)
        let place = try target?.claimablePlace(on: engine.disk)
        if let place { try await engine.claims.claim(place, for: channel) }
        defer { if let place { engine.claims.release(place) } }

        let existing = try ExistingFile(at: target, on: engine.disk, for: download)
        if let existing, existing.isKept {
            reporter.startsUnlessStarted()
            return existing.completion(
                .alreadyPresent,
                after: reporter.elapsed,
                attempts: 1,
                isVerified: false
            )
        }
        let intake = try Intake(self, target)
        do {
            return try await attempts(hop, intake, existing)
        } catch {
            do {
                let kept = try await intake.end(after: error)
                reporter.keeps(kept, isResumable: intake.isResumable)
            } catch {
                // What stays behind is for the next run to judge; what ended this one is the news.
                reporter.keeps(0, isResumable: false)
            }
            throw error
        }
    }

    /// Makes attempts until one succeeds or the policy allows no other.
    private func attempts(
        _ first: Hop,
        _ intake: Intake,
        _ existing: ExistingFile?
    ) async throws -> DownloadEvent.Completion {
        var hop = first
        var next = DownloadEvent.Attempt(number: 1, resumingFrom: intake.resumable)
        var count = RetryCount()
        while true {
            reporter.started(next, kept: intake.heldCount)
            if next.delay > .zero {
                reporter.waits(next.delay)
                try await engine.timekeeper.sleep(next.delay)
            }
            let before = intake.resumable
            intake.beginAttempt(next.number)
            do {
                if next.number > 1 { hop = try await firstHop(attempt: next.number) }
                return try await FetchAttempt(run: self, intake: intake, number: next.number)
                    .fetch(hop, existing)
            } catch let error where !(error is CancellationError) {
                let failure = reporter.error(error, for: download)
                var delay = Duration.zero
                if try await !intake.mends(error) {
                    count.note(
                        before: before,
                        length: intake.resumable,
                        isRestart: intake.hasRestarted
                    )
                    delay = try wait(after: error, failure.reason, count)
                }
                next = DownloadEvent.Attempt(
                    number: next.number + 1,
                    resumingFrom: intake.resumable,
                    after: failure,
                    delay: delay
                )
            }
        }
    }

    /// How long to wait before the next attempt; throws `error` where none may follow.
    private func wait(
        after error: any Error,
        _ reason: DownloadError.Reason,
        _ count: RetryCount
    ) throws -> Duration {
        let asked = (error as? Requester.Refusal)?.retryAfter
        guard
            let delay = download.retry.wait(
                afterFailures: count.failures,
                reason: reason,
                retryAfter: asked,
                chance: engine.chance()
            )
        else { throw error }
        // Nobody is helped by a wait whose end cannot be lived to see.
        if let deadline = download.limits.deadline, reporter.elapsed + delay >= deadline {
            throw RetryTooLate(cause: error, delay: delay)
        }
        return delay
    }

    /// Judges what the caller gave, and makes the first request of it.
    private func firstHop(attempt number: Int) async throws -> Hop {
        reporter.enter(DownloadError.Stage.validating)
        try engine.checkPolicies()
        for field in download.headers {
            if let problem = field.problem {
                throw DownloadError.Reason.invalidURL(problem: problem)
            }
        }
        let url =
            switch download.source.origin {
            case .url(let url): try url.get()
            case .fresh(_, let fresh): try WebURL(try await fresh(number).absoluteString)
            }
        return Hop(to: url, headers: download.headers, credentials: download.credentials)
    }
}

/// A failure that would be tried again, if the deadline left the time.
struct RetryTooLate: Error {
    let cause: any Error
    let delay: Duration
}
