import Downstream
import DownstreamTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("Expected events")
struct ExpectedEventsTests {
    private static let busy = error(.httpStatus(code: 503))
    private static let lost = error(.connectionLost(problem: "reset"))
    private static let done = DownloadEvent.completed(.init(url: nil, byteCount: 10, how: .resumed))

    private static func error(_ reason: DownloadError.Reason) -> DownloadError {
        DownloadError(reason: reason, stage: .receiving, sentence: "It broke.", received: 4)
    }

    private static func started(
        _ number: Int = 1,
        from offset: Int64 = 0,
        after error: DownloadError? = nil
    ) -> DownloadEvent {
        .started(.init(number: number, resumingFrom: offset, after: error))
    }

    private static func progress(
        _ phase: DownloadEvent.Phase,
        _ received: Int64 = 0
    ) -> DownloadEvent {
        .progress(.init(phase: phase, received: received))
    }

    private static func chunk(_ count: Int = 1, at offset: Int64 = 0) -> DownloadEvent {
        .chunk(.init(offset: offset, bytes: Data(count: count)))
    }

    /// Two attempts, with everything that a notation can tell.
    private static let events = [
        started(), progress(.connecting), progress(.receiving), progress(.receiving, 4), chunk(4),
        started(2, from: 4, after: busy), progress(.waiting(until: .seconds(1)), 4),
        progress(.receiving, 4), chunk(6, at: 4), progress(.verifying, 10), done,
    ]

    @Test(
        arguments: [
            "s p p c s p p c p D",
            "sppcsppcpD",
            " s  p p c\ns p p c p D ",
            "s p* c+ s(503) p+ c* p D",
            "s p{2} c s(httpStatus)@4 p(waiting)@4 p(receiving) c(6)@4 p(verifying)@10 D(resumed)",
            "s ... s ... D@10",
            "...",
            "s p+ p c? F? c{0} s p p c p D",
        ]
    )
    func `are what they say`(notation: String) {
        #expect(ExpectedEvents(notation).mismatch(in: Self.events) == nil)
    }

    @Test(
        arguments: [
            ("s p p p c s p p c p D", .all), ("s p p c s p p c p D", .changes),
            ("s c s c D", .none),
        ] as [(String, ExpectedEvents.ProgressDetail)]
    )
    func `have as much progress as wanted`(
        notation: String,
        progress: ExpectedEvents.ProgressDetail
    ) {
        for other in [ExpectedEvents.ProgressDetail.all, .none, .changes] {
            let mismatch = ExpectedEvents(notation, progress: other).mismatch(in: Self.events)
            #expect((mismatch == nil) == (other == progress))
        }
    }

    @Test(
        arguments: [
            "s p p c s p p c p F", "s p p c s p p c p", "s p p c s p p c p D c", "",
            "s p p c(5) s ... D", "s p p c@1 ... D", "s ... s(502) ... D", "s ... s@5 ... D",
            "s ... s(connectionLost) ... D", "s p(receiving) ...", "s p@1 ...",
            "... D(transferred)", "... D@9", "... s s ... D", "s p{3} c s ... D",
        ]
    )
    func `are nothing else`(notation: String) {
        #expect(ExpectedEvents(notation).mismatch(in: Self.events) != nil)
    }

    @Test func `tell why it failed`() {
        let events = [Self.started(), .failed(Self.busy)]
        for notation in ["s F", "s F(503)", "s F(httpStatus)", "s F(503)@4"] {
            #expect(ExpectedEvents(notation).mismatch(in: events) == nil)
        }
        for notation in ["s F(404)", "s F(connectionLost)", "s F@5", "s D"] {
            #expect(ExpectedEvents(notation).mismatch(in: events) != nil)
        }
    }

    @Test func `show where the streams part`() {
        let events = [
            Self.started(), Self.progress(.connecting), Self.progress(.receiving),
            Self.progress(.receiving, 4), Self.chunk(4), .failed(Self.lost),
        ]
        let mismatch = ExpectedEvents("s p p c+ p D").mismatch(in: events)
        #expect(
            mismatch?.description == """
                The events part from what is expected.
                expected  s p p c+ p D
                                ^  ^
                found     s p p c F
                                  ^
                Expected is chunk or progress; event 6 is failed, connectionLost with 4 bytes kept: It broke.
                """
        )
    }

    @Test func `show where a stream ends too early`() {
        let chunks = (0..<1000).map { Self.chunk(1, at: $0) }
        let mismatch = ExpectedEvents("s c{1000} D(resumed)").mismatch(
            in: [Self.started()] + chunks
        )
        #expect(
            mismatch?.description == """
                The events part from what is expected.
                expected  s c{1000} D(resumed)
                                    ^
                found     s c{1000}
                                    ^
                Expected is completed (resumed); the stream ends after 1001 events.
                """
        )
    }

    @Test func `show where a stream goes on too long`() {
        let chunks = (0..<1000).map { Self.chunk(1, at: $0) }
        let mismatch = ExpectedEvents("s c@0").mismatch(in: [Self.started()] + chunks)
        #expect(
            mismatch?.description == """
                The events part from what is expected.
                expected  s c@0
                                ^
                found     s c c c{998}
                              ^
                Expected is the end; event 3 is chunk, 1 bytes at byte 1.
                """
        )
    }

    @Test(
        arguments: [
            ("s x D", "x D", "an event is s, p, c, D or F"),
            ("s . D", ". D", "an event is s, p, c, D or F"),
            ("+", "+", "an event is s, p, c, D or F"),
            ("s p(receiving", "(receiving", "a ( needs its )"),
            ("s p(receiveing)", "p(receiveing)", "a phase is one of waiting, connecting"),
            ("s c(x)", "c(x)", "the brackets of c hold a number of bytes"),
            ("s D(fast)", "D(fast)", "the brackets of D hold how"),
            ("s F()", "F()", "the brackets hold a reason or an HTTP status"),
            ("s c@ D", "c@ D", "a number of bytes follows @"),
            ("s c@99999999999999999999", "c@9", "a number of bytes follows @"),
            ("s c{} D", "c{} D", "braces hold a number up to 1000000"),
            ("s c{-1} D", "c{-1} D", "braces hold a number up to 1000000"),
            ("s c{2 D", "{2 D", "a { needs its }"),
            ("s🎬", "🎬", "an event is s, p, c, D or F"),
        ]
    )
    func `say what cannot be read`(notation: String, rest: String, why: String) {
        let mismatch = ExpectedEvents(notation).mismatch(in: Self.events)
        let text = mismatch?.description ?? ""
        #expect(text.hasPrefix("The notation \"\(notation)\" cannot be read from \"\(rest)"))
        #expect(text.contains(why))
    }

    @Test func `are compared with all events up to the end`() async throws {
        let network = ScriptedTransport([.head(ResponseHead(status: 404))])
        let download = Download(from: "http://host/a", to: .nowhere)

        let events = try await download.events(on: .scripted(network)).allEvents()

        #expect(ExpectedEvents("s p F(404)").mismatch(in: events) == nil)
    }

    @Test func `do not hide an error that no event has told`() async throws {
        let events = AsyncThrowingStream<DownloadEvent, any Error> { continuation in
            continuation.yield(Self.started())
            continuation.finish(throwing: Self.lost)
        }
        await #expect(throws: Self.lost) { try await events.allEvents() }
    }
}
