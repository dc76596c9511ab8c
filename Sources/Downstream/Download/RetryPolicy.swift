/// How often, and after which wait, a failed attempt is made again.
///
/// The wait before retry `n` is drawn evenly from zero to `base × 2ⁿ⁻¹`, at most `cap`.
/// Only what may pass by itself is retried: a lost connection, a time-out, a host that does not
/// answer, and the statuses 408, 425, 429, 500, 502, 503, 504, 522 and 524.
public struct RetryPolicy: Sendable, Equatable {
    /// How many attempts may follow the first; 0 or more.
    public var retries: Int
    /// The longest wait before the first retry.
    public var base: Duration
    /// The longest wait before any retry.
    public var cap: Duration

    /// A policy of `retries` more attempts.
    public init(
        retries: Int,
        base: Duration = .seconds(1),
        cap: Duration = .seconds(60)
    ) {
        self.retries = retries
        self.base = base
        self.cap = cap
    }

    /// One attempt, no retry.
    public static let never = RetryPolicy(retries: 0)
    /// What a download does unless told otherwise: one attempt.
    public static let `default` = never
}

extension RetryPolicy {
    /// The wait before the attempt that follows a failed one.
    ///
    /// - Parameters:
    ///   - number: The attempt that failed, from 1.
    ///   - reason: Why it failed.
    ///   - chance: A number from 0 to 1 that places the wait in its range.
    /// - Returns: nil if no attempt follows.
    package func wait(
        afterAttempt number: Int,
        reason: DownloadError.Reason,
        chance: Double
    ) -> Duration? {
        guard number <= retries, reason.isTransient else { return nil }
        // Beyond 2³⁰ every base has met every sensible cap, and no product may overflow on the way.
        let factor = 1 << min(max(number - 1, 0), 30)
        let longest = max(.zero, base < cap / factor ? base * factor : cap)
        return longest * min(max(chance, 0), 1)
    }
}

extension DownloadError.Reason {
    /// Whether the same request may succeed a little later.
    package var isTransient: Bool {
        switch self {
        case .hostNotFound, .couldNotConnect, .connectTimeout, .connectionLost, .stalled,
            .truncated:
            true
        case .httpStatus(let code):
            [408, 425, 429, 500, 502, 503, 504, 522, 524].contains(code)
        default:
            false
        }
    }
}
