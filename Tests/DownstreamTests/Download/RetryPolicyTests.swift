import Downstream
import TestTraits
import Testing

@Suite("When to try again", .timeLimit(.minutes(5)))
struct RetryPolicyTests {
    private let policy = RetryPolicy(retries: 5, base: .seconds(1), cap: .seconds(6))

    @Test(arguments: [
        (1, 1.0, Duration.seconds(1)), (2, 1.0, .seconds(2)), (3, 1.0, .seconds(4)),
        (4, 1.0, .seconds(6)), (5, 1.0, .seconds(6)), (3, 0.5, .seconds(2)), (3, 0.0, .zero),
        (4, 0.25, .milliseconds(1500)), (1, 2.0, .seconds(1)), (1, -1.0, .zero),
    ])
    func `waits within doubling bounds under the cap`(
        number: Int,
        chance: Double,
        wait: Duration
    ) {
        #expect(policy.wait(afterFailures: number, reason: .stalled, chance: chance) == wait)
    }

    @Test func `stops after the last retry`() {
        #expect(policy.wait(afterFailures: 5, reason: .stalled, chance: 1) != nil)
        #expect(policy.wait(afterFailures: 6, reason: .stalled, chance: 1) == nil)
        #expect(RetryPolicy.never.wait(afterFailures: 1, reason: .stalled, chance: 1) == nil)
        #expect(
            RetryPolicy(retries: -1).wait(afterFailures: 1, reason: .stalled, chance: 1) == nil
        )
    }

    @Test(arguments: [1, 30, 31, 32, 63, 64, 65, 1000, Int.max])
    func `never overflows, however many attempts and however long the base`(number: Int) {
        for base in [Duration.seconds(Int64.max), .seconds(1 << 40), .nanoseconds(1)] {
            let policy = RetryPolicy(retries: .max, base: base, cap: .seconds(60))
            let wait = policy.wait(afterFailures: number, reason: .stalled, chance: 1)
            #expect((wait ?? .seconds(-1)) >= .zero)
            #expect((wait ?? .seconds(61)) <= .seconds(60))
        }
        let endless = RetryPolicy(
            retries: .max,
            base: .seconds(Int64.max),
            cap: .seconds(Int64.max)
        )
        #expect(endless.wait(afterFailures: number, reason: .stalled, chance: 0) == .zero)
    }

    @Test func `never waits for less than nothing`() {
        let policy = RetryPolicy(retries: 1, base: .seconds(-1), cap: .seconds(60))
        #expect(policy.wait(afterFailures: 1, reason: .stalled, chance: 1) == .zero)
    }

    @Test(
        .case(42, 45),
        arguments: [
            (Duration.seconds(120), 0.0, Duration.seconds(120)), (.seconds(120), 1, .seconds(121)),
            (.seconds(9999), 0, .seconds(600)), (.zero, 0, .zero), (.seconds(-1), 0, .zero),
        ]
    )
    func `grants a server the wait that it asks for, capped, and a little more`(
        asked: Duration,
        chance: Double,
        wait: Duration
    ) {
        let reason = DownloadError.Reason.httpStatus(code: 503)
        #expect(
            policy.wait(afterFailures: 1, reason: reason, retryAfter: asked, chance: chance) == wait
        )
    }

    @Test func `lets the caller say which statuses pass`() {
        let policy = RetryPolicy(retries: 1, statuses: [404])
        let waits = [404, 503].map {
            policy.wait(afterFailures: 1, reason: .httpStatus(code: $0), chance: 0)
        }
        #expect(waits == [.zero, nil])
    }

    @Test(.case(40), arguments: [408, 425, 429, 500, 502, 503, 504, 522, 524])
    func `tries again after a passing status`(code: Int) {
        #expect(policy.wait(afterFailures: 1, reason: .httpStatus(code: code), chance: 1) != nil)
    }

    @Test(
        .case(40),
        arguments: [
            201, 204, 206, 300, 304, 400, 401, 403, 404, 407, 410, 412, 416, 451, 501, 505,
        ]
    )
    func `gives up after a lasting status`(code: Int) {
        #expect(policy.wait(afterFailures: 1, reason: .httpStatus(code: code), chance: 1) == nil)
    }

    @Test(arguments: [
        DownloadError.Reason.hostNotFound, .couldNotConnect(problem: ""), .connectTimeout,
        .connectionLost(problem: ""), .stalled, .truncated(expected: 2, received: 1),
    ])
    func `tries again after what the network did`(reason: DownloadError.Reason) {
        #expect(policy.wait(afterFailures: 1, reason: reason, chance: 1) != nil)
    }

    @Test(
        .case(48),
        arguments: [
            DownloadError.Reason.invalidURL(problem: ""), .unsupportedScheme("x"),
            .invalidDestination(problem: ""), .destinationBusy, .destinationExists,
            .libraryMissing(problem: ""), .accessRefused(problem: ""), .tlsFailed(problem: ""),
            .certificateRejected(problem: ""), .deadlineExceeded, .malformedResponse(problem: ""),
            .tooManyRedirects(limit: 1), .redirectRefused(problem: ""), .tooLarge(limit: 1),
            .wrongSize(expected: 1, actual: 2), .emptyBody, .diskFull, .permissionDenied,
            .fileSystem(problem: ""), .partialFileLost, .streamInUse, .tooManyRestarts(limit: 3),
            .notTheExpectedMedia(expected: .video, found: .html), .mediaCutShort(missing: 1),
        ]
    )
    func `gives up after everything else`(reason: DownloadError.Reason) {
        #expect(policy.wait(afterFailures: 1, reason: reason, chance: 1) == nil)
    }
}
