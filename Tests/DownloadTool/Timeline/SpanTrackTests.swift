import Downstream
import Testing

@testable import download

@Suite("The spans of a download")
struct SpanTrackTests {
    private static func spans(_ script: TimelineScript) -> [String] {
        (script.timeline.rows.first?.spans ?? []).map {
            "\($0.kind) \($0.begin.svg)-\($0.end.svg): \($0.note)"
        }
    }

    @Test func `has one attempt where all goes well`() {
        var script = TimelineScript()
        script.starts()
        script.tells(.connecting, 0)
        script.after(1)
        script.answers()
        script.after(2)
        script.completes(10)
        #expect(Self.spans(script) == ["attempt 0-3: attempt 1"])
        #expect(script.timeline.rows.first?.track.isTroubled == false)
    }

    @Test func `waits between two attempts`() {
        var script = TimelineScript()
        script.starts()
        script.answers()
        script.after(2)
        script.tells(.receiving, 1500)
        script.starts(2, from: 1500, after: .connectionLost(problem: "reset"), delay: 3)
        script.tells(.waiting(until: .seconds(5)), 1500)
        script.after(3.5)
        script.tells(.connecting, 1500)
        script.after(1)
        script.completes(1500, .resumed)
        #expect(
            Self.spans(script) == [
                "attempt 0-2: attempt 1",
                "wait 2-5: wait of 3.0 s after: connection lost",
                "attempt 5-6.5: attempt 2 from 1.5 kB on",
            ]
        )
        #expect(script.timeline.rows.first?.track.isTroubled == true)
    }

    @Test func `waits for its turn within an attempt`() {
        var script = TimelineScript()
        script.starts()
        script.tells(.waiting(until: nil), 0)
        script.after(1)
        script.tells(.waiting(until: .seconds(4)), 0)
        script.after(3)
        script.tells(.connecting, 0)
        script.after(2)
        script.answers()
        script.completes(10)
        #expect(Self.spans(script) == ["wait 0-4: wait for a turn", "attempt 0-6: attempt 1"])
        #expect(script.timeline.rows.first?.track.isTroubled == false)
    }

    @Test func `waits for its turn behind the wait for a retry`() {
        var script = TimelineScript()
        script.starts(2, after: .httpStatus(code: 503), delay: 3)
        script.tells(.waiting(until: .seconds(3)), 0)
        script.after(2)
        script.tells(.waiting(until: .seconds(3)), 0)
        // A little before its time, as the delay was told a little late.
        script.after(0.5)
        script.tells(.waiting(until: .seconds(5)), 0)
        script.after(2.5)
        script.tells(.connecting, 0)
        script.after(4)
        script.tells(.stalled, 0)
        script.after(1)
        script.fails(.stalled)
        #expect(
            Self.spans(script) == [
                "wait 0-2.5: wait of 3.0 s after: HTTP status 503",
                "wait 2.5-5: wait for a turn", "attempt 2.5-10: attempt 2", "stall 5-10: stall",
            ]
        )
    }

    @Test func `ends a wait when the download ends`() {
        var script = TimelineScript()
        script.starts(2, delay: 10)
        script.after(4)
        script.fails(.deadlineExceeded)
        #expect(Self.spans(script) == ["wait 0-4: wait of 10 s"])
    }

    @Test func `begins a stall with the last byte`() {
        var script = TimelineScript()
        script.starts()
        script.after(1)
        script.answers()
        script.after(1)
        script.tells(.receiving, 500)
        for _ in 1...2 {
            script.after(1)
            script.tells(.receiving, 500)
        }
        script.after(1.5)
        script.tells(.stalled, 500)
        script.after(4)
        script.tells(.stalled, 500)
        script.after(1)
        script.tells(.receiving, 600)
        script.after(1)
        script.fails(.stalled)
        #expect(Self.spans(script) == ["stall 2-10.5: stall", "attempt 0-11.5: attempt 1"])
    }

    @Test func `begins a stall three seconds before it is noticed where bytes are told of late`() {
        var script = TimelineScript()
        script.starts()
        script.answers()
        script.after(2)
        script.tells(.receiving, 500)
        script.after(1.5)
        script.tells(.receiving, 510)
        script.after(1.5)
        script.tells(.stalled, 510)
        script.after(1)
        script.tells(.receiving, 600)
        #expect(Self.spans(script) == ["stall 2-6: stall", "attempt 0-6: attempt 1"])
    }

    @Test func `begins a stall without a byte with its attempt at the earliest`() {
        var script = TimelineScript()
        script.starts(2, delay: 5)
        script.after(5)
        script.tells(.connecting, 0)
        script.after(1)
        script.tells(.stalled, 0)
        script.after(1)
        script.starts(3)
        #expect(
            Self.spans(script) == [
                "wait 0-5: wait of 5.0 s", "attempt 5-7: attempt 2", "stall 5-7: stall",
                "attempt 7-7: attempt 3",
            ]
        )
    }

    @Test func `marks a restart once`() {
        var script = TimelineScript()
        script.starts(from: 4000)
        script.after(1)
        script.answers(restart: .rangeIgnored)
        script.after(1)
        script.tells(.receiving, 10)
        script.completes(10)
        #expect(
            Self.spans(script) == [
                "restart 1-1: restart: the server sends no parts",
                "attempt 0-2: attempt 1 from 4.0 kB on",
            ]
        )
    }

    @Test func `goes on to the newest event where there is no end`() {
        var script = TimelineScript()
        script.starts()
        script.answers()
        script.after(2)
        script.tells(.receiving, 10)
        #expect(Self.spans(script) == ["attempt 0-2: attempt 1"])
        #expect(script.timeline.rows.first?.end == nil)
        #expect(script.timeline.tally.unfinished == 1)
    }

    @Test func `is bounded however often it tries`() {
        var script = TimelineScript()
        for number in 1...500 {
            script.starts(number, after: number > 1 ? .stalled : nil, delay: number > 1 ? 1 : 0)
            script.after(1)
            script.tells(.connecting, 0)
            script.after(1)
        }
        let spans = script.timeline.rows.first?.spans ?? []
        #expect(spans.count == SpanList.limit)
        #expect(spans.filter { $0.kind == .attempt }.map(\.count).reduce(0, +) == 500)
        #expect(spans.filter { $0.kind == .wait }.map(\.count).reduce(0, +) == 499)
        #expect(spans.contains { $0.note == "\($0.count) attempts" && $0.count > 1 })
    }
}
