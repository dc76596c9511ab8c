/// How often, and after which wait, a failed attempt is made again.
///
/// The wait before retry `n` in a row is drawn evenly from zero to `base × 2ⁿ⁻¹`, at most `cap`. Where
/// the server asks for a wait, it gets that, at most `retryAfterCap`, and up to `base` more, so that
/// not all come back at once. An attempt that brought at least 1 MiB of new bytes begins the count
/// anew; one that had to begin the file again does not.
///
/// Only what may pass by itself is retried: a lost connection, a time-out, a host that is not found or
/// does not answer, and `statuses`.
public struct RetryPolicy: Sendable, Equatable {
    /// How many attempts may follow the first, or the last one that got ahead; 0 or more.
    public var retries: Int
    /// The longest wait before the first retry.
    public var base: Duration
    /// The longest wait before any retry, unless the server asks for more.
    public var cap: Duration
    /// The longest wait that a server's `Retry-After` is granted.
    public var retryAfterCap: Duration
    /// The HTTP status codes after which another attempt may succeed.
    public var statuses: Set<Int>

    /// A policy of `retries` more attempts.
    public init(
        retries: Int,
        base: Duration = .seconds(1),
        cap: Duration = .seconds(60),
        retryAfterCap: Duration = .seconds(600),
        statuses: Set<Int> = [408, 425, 429, 500, 502, 503, 504, 522, 524]
    ) {
        self.retries = retries
        self.base = base
        self.cap = cap
        self.retryAfterCap = retryAfterCap
        self.statuses = statuses
    }

    /// One attempt, no retry.
    public static let never = RetryPolicy(retries: 0)
    /// What a download does unless told otherwise: three retries.
    public static let `default` = RetryPolicy(retries: 3)
}

extension RetryPolicy {
    /// The wait before the attempt that follows a failed one.
    ///
    /// - Parameters:
    ///   - failures: The failed attempts in a row, from 1.
    ///   - reason: Why the last one failed.
    ///   - retryAfter: The wait that the server asks for; nil for none.
    ///   - chance: A number from 0 to 1 that places the wait in its range.
    /// - Returns: nil if no attempt follows.
    package func wait(
        afterFailures failures: Int,
        reason: DownloadError.Reason,
        retryAfter: Duration? = nil,
        chance: Double
    ) -> Duration? {
        guard failures <= retries, isTransient(reason) else { return nil }
        let chance = min(max(chance, 0), 1)
        if let retryAfter {
            return max(.zero, min(retryAfter, retryAfterCap)) + max(.zero, base) * chance
        }
        // Beyond 2³⁰ every base has met every sensible cap, and no product may overflow on the way.
        let factor = 1 << min(max(failures - 1, 0), 30)
        let longest = max(.zero, base < cap / factor ? base * factor : cap)
        return longest * chance
    }

    private func isTransient(_ reason: DownloadError.Reason) -> Bool {
        switch reason {
        case .hostNotFound, .couldNotConnect, .connectTimeout, .connectionLost, .stalled,
            .truncated:
            true
        case .httpStatus(let code): statuses.contains(code)
        default: false
        }
    }
}
