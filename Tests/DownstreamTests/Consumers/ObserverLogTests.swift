import Downstream
import Testing

@Suite("What an observer has yet to see")
struct ObserverLogTests {
    /// Everything that a log of these events gives out.
    private func log(_ events: [DownloadEvent]) -> [DownloadEvent] {
        var log = ObserverLog()
        for event in events { log.append(event) }
        return drain(&log)
    }

    private func drain(_ log: inout ObserverLog) -> [DownloadEvent] {
        var events: [DownloadEvent] = []
        while let event = log.popFirst() { events.append(event) }
        return events
    }

    @Test(
        arguments: [
            ([], []),
            ([.chunk(at: 0)], []),
            ([.started(1), .done], [.started(1), .done]),
            (
                [.started(1), .progress(.connecting), .progress(.receiving, 1), .broken],
                [.started(1), .progress(.connecting), .progress(.receiving, 1), .broken]
            ),
            // The change of phase stays; of what follows it, the newest.
            (
                [.progress(.receiving, 1), .progress(.receiving, 2), .progress(.receiving, 3)],
                [.progress(.receiving, 1), .progress(.receiving, 3)]
            ),
            (
                [.progress(.receiving, 1), .progress(.receiving, 2), .progress(.verifying, 3)],
                [.progress(.receiving, 1), .progress(.verifying, 3)]
            ),
            // A chunk between them changes nothing.
            (
                [
                    .progress(.stalled), .progress(.stalled, 1), .chunk(at: 1),
                    .progress(.stalled, 2),
                ],
                [.progress(.stalled), .progress(.stalled, 2)]
            ),
            // After a beginning, the same phase is news again.
            (
                [.started(1), .progress(.stalled, 1), .started(2)]
                    + [.progress(.stalled, 2), .progress(.stalled, 3)],
                [.started(1), .progress(.stalled, 1), .started(2)]
                    + [.progress(.stalled, 2), .progress(.stalled, 3)]
            ),
            (
                [.progress(.receiving, 1), .progress(.receiving, 2), .done],
                [.progress(.receiving, 1), .progress(.receiving, 2), .done]
            ),
        ] as [([DownloadEvent], [DownloadEvent])]
    )
    func `is each milestone and the newest progress`(
        events: [DownloadEvent],
        seen: [DownloadEvent]
    ) {
        #expect(log(events) == seen)
    }

    @Test func `is never what was seen already`() {
        var log = ObserverLog()
        log.append(.progress(.receiving, 1))
        log.append(.progress(.receiving, 2))
        let first = (log.popFirst(), log.popFirst())
        log.append(.progress(.receiving, 3))
        log.append(.progress(.receiving, 4))

        #expect(first == (.progress(.receiving, 1), .progress(.receiving, 2)))
        #expect(drain(&log) == [.progress(.receiving, 4)])
    }

    @Test func `stays small however many phases nobody reads`() {
        let changes = (0..<1000).map {
            DownloadEvent.progress($0.isMultiple(of: 2) ? .receiving : .stalled, Int64($0))
        }
        let seen = log([.started(1)] + changes + [.done])

        #expect(seen.count == 256)
        #expect(seen.first == .started(1))
        #expect(Array(seen.dropFirst().dropLast()) == changes.suffix(254))
        #expect(seen.last == .done)
    }

    @Test func `keeps every beginning`() {
        let beginnings = (1...1000).map { DownloadEvent.started($0) }
        let changes = beginnings.flatMap { [$0, .progress(.connecting)] }
        #expect(log(changes + [.broken]) == beginnings + [.broken])
    }
}
