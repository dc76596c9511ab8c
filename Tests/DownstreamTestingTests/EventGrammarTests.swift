import Downstream
import DownstreamTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("The grammar of events")
struct EventGrammarTests {
    private static let failure = DownloadError(
        reason: .stalled,
        stage: .receiving,
        sentence: "Nothing came."
    )
    private static let completed = DownloadEvent.completed(
        DownloadEvent.Completion(url: nil, byteCount: 3)
    )

    private static func started(_ number: Int) -> DownloadEvent {
        .started(DownloadEvent.Attempt(number: number))
    }

    private static func progress(_ received: Int64, restarts: Bool = false) -> DownloadEvent {
        var progress = DownloadEvent.Progress(phase: .receiving, received: received)
        if restarts {
            progress.response = DownloadEvent.Response(
                status: 200,
                finalURL: URL(filePath: "/"),
                restart: .notProvable
            )
        }
        return .progress(progress)
    }

    private static func chunk(_ count: Int) -> DownloadEvent {
        .chunk(DownloadEvent.Chunk(offset: 0, bytes: Data(count: count)))
    }

    @Test(
        arguments: [
            [started(1), completed],
            [started(1), .failed(failure)],
            [started(1), progress(0), chunk(3), progress(3), completed],
            [started(1), progress(5), started(2), progress(0), started(3), .failed(failure)],
            [started(1), progress(5), progress(2, restarts: true), progress(4), completed],
        ]
    )
    func `accepts what it allows`(events: [DownloadEvent]) {
        #expect(EventGrammar.violation(in: events) == nil)
    }

    @Test(
        arguments: [
            ([], "The stream ends after 0 events without completed or failed."),
            ([started(1)], "The stream ends after 1 events without completed or failed."),
            ([progress(0)], "Event 1, progress, comes before started."),
            ([started(2)], "Event 1, started, begins with attempt 2."),
            ([started(1), started(3)], "Event 2, started, follows attempt 1 with attempt 3."),
            ([started(1), started(1)], "Event 2, started, follows attempt 1 with attempt 1."),
            (
                [started(1), progress(5), progress(4)],
                "Event 3, progress, falls from 5 to 4 bytes."
            ),
            (
                [started(1), progress(5, restarts: true), progress(4, restarts: true)],
                "Event 3, progress, falls from 5 to 4 bytes."
            ),
            ([started(1), chunk(0)], "Event 2, chunk, has 0 bytes at offset 0."),
            ([started(1), chunk(524_289)], "Event 2, chunk, has 524289 bytes at offset 0."),
            (
                [started(1), completed, progress(9)],
                "Event 3, progress, comes after the end, which was completed."
            ),
            (
                [started(1), .failed(failure), .failed(failure)],
                "Event 3, failed, comes after the end, which was failed."
            ),
        ] as [([DownloadEvent], String)]
    )
    func `names what breaks it`(events: [DownloadEvent], sentence: String) {
        #expect(EventGrammar.violation(in: events) == sentence)
    }

    @Test func `lets a cancelled stream end early`() {
        #expect(EventGrammar.violation(in: [Self.started(1)], isCancelled: true) == nil)
    }

    @Test func `lets a late stream begin in any attempt`() {
        var grammar = EventGrammar(isLate: true)
        for event in [Self.started(3), Self.started(4), Self.completed] { grammar.check(event) }
        grammar.finish()

        #expect(grammar.violation == nil)
    }
}
