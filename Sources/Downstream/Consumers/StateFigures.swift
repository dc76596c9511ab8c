#if canImport(FoundationEssentials)
internal import struct FoundationEssentials.URL
#else
internal import struct Foundation.URL
#endif

/// What a ``DownloadState`` shows, and what events and the user make of it.
struct StateFigures: Equatable {
    var phase = DownloadState.Phase.idle
    var attempt = 0
    var received: Int64 = 0
    var expected: Int64?
    var fraction: Double?
    var bytesPerSecond: Double = 0
    var remaining: Duration?
    var error: DownloadError?
    var file: URL?

    var isRunning: Bool {
        if case .running = phase { true } else { false }
    }

    /// What an event says; chunks say nothing that progress does not.
    mutating func take(_ event: DownloadEvent) {
        switch event {
        case .started(let next):
            phase = .running(.connecting)
            attempt = next.number
            received = next.resumingFrom
            rest()
        case .progress(let progress):
            phase = .running(progress.phase)
            received = progress.received
            expected = progress.expected
            fraction = progress.fraction
            bytesPerSecond = progress.bytesPerSecond
            remaining = progress.remaining
        case .chunk:
            return
        case .completed(let completion):
            phase = .finished
            received = completion.byteCount
            expected = completion.byteCount
            fraction = 1
            file = completion.url
            error = nil
            rest()
        case .failed(let cause):
            fail(cause)
        }
    }

    /// A run begins; what is known of the bytes stays until it says better.
    mutating func begin() {
        phase = .running(.connecting)
        attempt = 0
        error = nil
    }

    mutating func pause() {
        phase = .paused
        rest()
    }

    mutating func fail(_ cause: DownloadError) {
        phase = .failed
        error = cause
        rest()
    }

    /// It is cancelled, and its bytes are thrown away.
    mutating func cancel() {
        self = StateFigures()
        phase = .cancelled
    }

    private mutating func rest() {
        bytesPerSecond = 0
        remaining = nil
    }
}
