internal import Downstream

/// A clock that a test holds in its hand.
///
/// Sleepers wake in the order of their deadlines. With one download there are two: its run, which
/// sleeps before a retry, and the watch of its downloader, which wakes once a second as long as
/// anything runs. All downloads of one downloader share the watch.
///
/// ```swift
/// let clock = TestClock()
/// async let result = download.result(on: .scripted(network, clock: clock))
/// await clock.sleepers(atLeast: 2)
/// clock.advance(by: .seconds(1))
/// ```
public final class TestClock: Clock {
    /// What moves the time.
    @nonexhaustive
    public enum Movement: Sendable, Equatable {
        /// Only ``TestClock/advance(by:)``.
        case whenTold
        /// Also sleepers: once so many sleep at a time, the time moves on to the first deadline.
        ///
        /// With one scripted download, 2 makes every wait end by itself as soon as nothing but time
        /// can go on; with 1, its watch alone would drive the time forward without end.
        case whenAsleep(Int)

        /// Every sleep moves the time to its end, at once.
        public static let immediate = Movement.whenAsleep(1)
    }

    /// A moment on a test clock.
    public struct Instant: InstantProtocol {
        /// The time since the clock was made.
        public var offset: Swift.Duration

        /// The moment so long after a clock was made.
        public init(offset: Swift.Duration) {
            self.offset = offset
        }

        /// The moment so much later.
        public func advanced(by duration: Swift.Duration) -> Instant {
            Instant(offset: offset + duration)
        }

        /// The time from this moment to another.
        public func duration(to other: Instant) -> Swift.Duration {
            other.offset - offset
        }

        /// Whether one moment comes before another.
        public static func < (first: Instant, second: Instant) -> Bool {
            first.offset < second.offset
        }
    }

    private typealias Queue = SleepQueue<
        CheckedContinuation<Void, any Error>, CheckedContinuation<Void, Never>
    >

    private let queue: Locked<Queue>

    /// A clock at its beginning.
    public init(_ movement: Movement = .whenTold) {
        queue =
            switch movement {
            case .whenTold: Locked(Queue(movesWhenAsleep: nil))
            case .whenAsleep(let count): Locked(Queue(movesWhenAsleep: max(1, count)))
            }
    }

    /// The time.
    public var now: Instant { Instant(offset: queue.withLock { $0.now }) }

    /// How many sleep on this clock.
    package var sleeperCount: Int { queue.withLock { $0.sleeperCount } }

    /// When the next sleeper is due; nil where nobody sleeps.
    package var nextDeadline: Swift.Duration? { queue.withLock { $0.nextDeadline } }

    /// One nanosecond.
    public var minimumResolution: Swift.Duration { .nanoseconds(1) }

    /// Moves the time forward and wakes everybody whose deadline has come, the earliest first.
    ///
    /// The time jumps: who wakes and sleeps again sleeps from the new time on.
    public func advance(by duration: Swift.Duration) {
        Self.resume(queue.withLock { $0.advance(by: duration) })
    }

    /// Waits until a moment has come; a moment that has passed is not waited for.
    ///
    /// - Throws: `CancellationError` at once if this task is cancelled.
    public func sleep(until deadline: Instant, tolerance: Swift.Duration? = nil) async throws {
        let id = queue.withLock { $0.newID() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isCancelled = queue.withLock { queue in
                    // Asked under the lock, so that a cancel either is seen here or finds the entry.
                    guard !Task.isCancelled else { return true }
                    queue.sleep(id, until: deadline.offset, sleeper: continuation)
                    return false
                }
                if isCancelled { continuation.resume(throwing: CancellationError()) }
                Self.resume(queue.withLock { $0.move() })
            }
        } onCancel: {
            queue.withLock { $0.removeSleeper(id) }?.resume(throwing: CancellationError())
        }
    }

    /// Waits until so many sleep on this clock; returns at once if this task is cancelled.
    public func sleepers(atLeast count: Int) async {
        let id = queue.withLock { $0.newID() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isCancelled = queue.withLock { queue in
                    guard !Task.isCancelled else { return true }
                    queue.watch(id, forSleepers: count, watcher: continuation)
                    return false
                }
                if isCancelled { continuation.resume() }
                Self.resume(queue.withLock { $0.move() })
            }
        } onCancel: {
            queue.withLock { $0.removeWatcher(id) }?.resume()
        }
    }

    private static func resume(_ wakeups: [Queue.Wakeup]) {
        for wakeup in wakeups {
            switch wakeup {
            case .sleeper(let sleeper): sleeper.resume()
            case .watcher(let watcher): watcher.resume()
            }
        }
    }
}
