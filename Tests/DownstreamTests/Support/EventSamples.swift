import Downstream

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One of everything that an event can hold, beside what is in ``Samples``.
enum EventSamples {
    static let phases: [DownloadEvent.Phase] = [
        .waiting(until: .milliseconds(1500)), .connecting, .receiving, .stalled, .verifying,
    ]

    static let restarts: [DownloadEvent.RestartReason] = [
        .notProvable, .otherDownload, .changed, .rangeIgnored, .wrongRange, .digestMismatch,
    ]

    static let reasons: [DownloadError.Reason] = [
        .invalidURL(problem: "it has no host"), .unsupportedScheme("ftp"),
        .invalidDestination(problem: "it is a folder"), .destinationBusy, .destinationExists,
        .libraryMissing(problem: "libcurl"), .accessRefused(problem: "127.0.0.1"),
        .hostNotFound, .couldNotConnect(problem: "refused"), .connectTimeout,
        .tlsFailed(problem: "\"handshake\""), .certificateRejected(problem: "it has run out"),
        .connectionLost(problem: "reset\n\u{2028}\u{1B}[2J"), .stalled, .deadlineExceeded,
        .httpStatus(code: 404), .malformedResponse(problem: "no status"),
        .tooManyRedirects(limit: 20), .redirectRefused(problem: "file:"),
        .truncated(expected: 10, received: 4), .wrongSize(expected: 10, actual: 11),
        .tooLarge(limit: 1), .emptyBody,
        .notTheExpectedMedia(expected: .video, found: .html), .mediaCutShort(missing: 7),
        .changedWhileReading, .diskFull, .permissionDenied, .tooManyOpenFiles,
        .fileSystem(problem: "Ein-/Ausgabefehler ü 🎬"), .partialFileLost, .streamInUse,
        .checksumMismatch(expected: checksum, actual: checksum),
    ]

    private static let checksum = Checksum(
        .sha256,
        bytes: [UInt8](repeating: 10, count: 32)
    )

    static func error(_ reason: DownloadError.Reason) -> DownloadError {
        DownloadError(
            reason: reason,
            stage: .receiving,
            sentence: "Receiving failed.\r\nTry \\ again.",
            attempt: 2,
            received: 5,
            elapsed: .nanoseconds(1_234_567_891),
            errno: 28,
            libraryCode: 23
        )
    }

    static func progress(
        _ phase: DownloadEvent.Phase,
        restart: DownloadEvent.RestartReason? = nil
    ) -> DownloadEvent {
        .progress(
            DownloadEvent.Progress(
                phase: phase,
                received: 4,
                expected: 10,
                bytesPerSecond: 12.5,
                remaining: .milliseconds(480),
                elapsed: .microseconds(21),
                response: DownloadEvent.Response(
                    status: 206,
                    finalURL: URL(filePath: "/tmp/ä.mp4"),
                    httpVersion: "2",
                    mediaType: "video/mp4",
                    validator: Validator(kind: .entityTag, text: "\"v1\"", isStrong: true),
                    suggestedName: "a/b\u{7}.mp4",
                    contentEncoding: "gzip",
                    offset: 3,
                    restart: restart
                )
            )
        )
    }

    static let completed = DownloadEvent.completed(
        DownloadEvent.Completion(
            url: URL(filePath: "/tmp/video 1.mp4"),
            byteCount: 10,
            how: .resumed,
            duration: .nanoseconds(310_000_001),
            timings: TransferTimings(
                nameLookup: .microseconds(46),
                connect: .microseconds(228),
                tls: .milliseconds(3),
                firstByte: .milliseconds(21),
                total: .milliseconds(309)
            ),
            attempts: 2,
            checksum: checksum,
            container: .mp4,
            lengthVerified: false,
            warnings: ["The server is \"odd\"."]
        )
    )

    /// Every kind of event, with every phase, restart and reason.
    static let all: [DownloadEvent] = {
        var events = [
            DownloadEvent.started(1), .chunk(at: 70, count: 300), completed, .done,
            .progress(.connecting),
        ]
        events += phases.map { progress($0) }
        events += restarts.map { progress(.receiving, restart: $0) }
        for reason in reasons {
            let error = error(reason)
            let delay = Duration.milliseconds(250)
            events.append(.failed(error))
            events.append(
                .started(.init(number: 2, resumingFrom: 4, after: error, delay: delay))
            )
        }
        return events
    }()
}
