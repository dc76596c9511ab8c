import Downstream
import DownstreamTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Every chunk is of the pattern, every read gives it: so what is delivered has to be the pattern too.
@Suite("The order of a file")
struct FileOrderTests {
    private struct Trial {
        var order = FileOrder()
        var delivered = Data()
        var reads: [Range<Int64>] = []
        /// How often bytes on disk can be read before they are dropped.
        var readsLeft = Int.max

        mutating func tell(_ events: DownloadEvent...) throws {
            for event in events {
                try settle()
                #expect(order.need == .event)
                try order.take(event)
            }
            try settle()
        }

        /// Does what the order needs until it needs an event or is at its end.
        mutating func settle() throws {
            while true {
                switch order.need {
                case .event, .end: return
                case .delivery(let data):
                    #expect(data.startIndex == 0)
                    delivered += data
                    order.deliver(data)
                case .readBack(let range, _) where readsLeft == 0:
                    reads.append(range)
                    order.lose()
                case .readBack(let range, _), .readFile(let range, _, _):
                    reads.append(range)
                    readsLeft -= 1
                    delivered += BytePattern.bytes(range)
                    order.fill(BytePattern.bytes(range))
                }
            }
        }

        var isPattern: Bool { delivered == BytePattern.bytes(0..<Int64(delivered.count)) }
    }

    private static func started(_ number: Int) -> DownloadEvent {
        .started(DownloadEvent.Attempt(number: number))
    }

    private static func accepted(
        _ offset: Int64,
        _ tag: String? = "\"v1\"",
        isStrong: Bool = true,
        total: Int64? = 100,
        coding: String? = nil,
        restart: DownloadEvent.RestartReason? = nil
    ) -> DownloadEvent {
        let response = DownloadEvent.Response(
            status: offset == 0 ? 200 : 206,
            finalURL: URL(filePath: "/"),
            validator: tag.map { Validator(kind: .entityTag, text: $0, isStrong: isStrong) },
            contentEncoding: coding,
            offset: offset,
            restart: restart
        )
        let progress = DownloadEvent.Progress(
            phase: .receiving,
            received: offset,
            expected: total,
            response: response
        )
        return .progress(progress)
    }

    private static func chunk(_ range: Range<Int64>) -> DownloadEvent {
        .chunk(DownloadEvent.Chunk(offset: range.lowerBound, bytes: BytePattern.bytes(range)))
    }

    private static func completed(
        _ how: DownloadEvent.How = .transferred,
        _ byteCount: Int64 = 100
    ) -> DownloadEvent {
        let url = URL(filePath: "/a")
        return .completed(DownloadEvent.Completion(url: url, byteCount: byteCount, how: how))
    }

    @Test func `is that of the chunks of a plain download`() throws {
        var trial = Trial()
        try trial.tell(Self.started(1), Self.accepted(0), Self.chunk(0..<40), Self.chunk(40..<100))
        #expect(trial.order.need == .event)
        try trial.tell(Self.completed())

        #expect(trial.order.need == .end)
        #expect(trial.isPattern && trial.delivered.count == 100)
        #expect(trial.reads.isEmpty)
    }

    @Test func `begins with what is on disk`() throws {
        var trial = Trial()
        try trial.tell(Self.started(1), Self.accepted(40), Self.chunk(40..<100), Self.completed())

        #expect(trial.isPattern && trial.delivered.count == 100)
        #expect(trial.reads == [0..<40])
    }

    @Test func `reads no more than 512 KiB at a time`() throws {
        var trial = Trial()
        let offset: Int64 = 1_200_000
        try trial.tell(
            Self.started(1),
            Self.accepted(offset, total: offset + 1),
            Self.chunk(offset..<offset + 1)
        )

        #expect(trial.reads == [0..<524_288, 524_288..<1_048_576, 1_048_576..<offset])
        #expect(trial.isPattern && trial.delivered.count == 1_200_001)
    }

    @Test func `is that of the file where all of it was there`() throws {
        var trial = Trial()
        try trial.tell(Self.started(1), Self.accepted(100), Self.completed(.resumed))
        #expect(trial.isPattern && trial.reads == [0..<100])

        trial = Trial()
        try trial.tell(Self.started(1), Self.completed(.alreadyPresent))
        #expect(trial.isPattern && trial.reads == [0..<100])
        #expect(trial.order.need == .end)
    }

    @Test func `goes on over a retry, and over bytes that come twice`() throws {
        var trial = Trial()
        try trial.tell(Self.started(1), Self.accepted(0), Self.chunk(0..<40), Self.started(2))
        try trial.tell(Self.accepted(39), Self.chunk(39..<60), Self.chunk(50..<60))
        try trial.tell(Self.chunk(60..<100), Self.completed(.resumed))

        #expect(trial.isPattern && trial.delivered.count == 100)
        #expect(trial.reads.isEmpty)
    }

    @Test func `goes on over a restart of the same version`() throws {
        var trial = Trial()
        try trial.tell(Self.started(1), Self.accepted(20), Self.chunk(20..<40), Self.started(2))
        try trial.tell(
            Self.accepted(0, restart: .rangeIgnored),
            Self.chunk(0..<30),
            Self.chunk(30..<60),
            Self.accepted(0),
            Self.chunk(60..<100),
            Self.completed()
        )

        #expect(trial.isPattern && trial.delivered.count == 100)
        #expect(trial.reads == [0..<20])
    }

    @Test(arguments: [
        accepted(0, "\"v2\""), accepted(0, nil), accepted(0, "W/\"v1\"", isStrong: false),
        accepted(0, total: 99), accepted(0, total: nil), accepted(0, coding: "gzip"),
        accepted(0, restart: .digestMismatch), completed(.alreadyPresent), completed(.notModified),
    ])
    func `breaks off where another version may follow`(_ event: DownloadEvent) throws {
        var trial = Trial()
        try trial.tell(Self.started(1), Self.accepted(0), Self.chunk(0..<40), Self.started(2))

        #expect(throws: DownloadError.Reason.changedWhileReading) { try trial.tell(event) }

        // Where nothing was delivered, nothing can be wrong with it.
        var fresh = Trial()
        try fresh.tell(Self.started(1), Self.accepted(0), Self.started(2), event)
    }

    @Test func `never takes a weak validator for a proof`() throws {
        let weak = Self.accepted(0, "W/\"v1\"", isStrong: false)
        var trial = Trial()
        try trial.tell(Self.started(1), weak, Self.chunk(0..<40), Self.started(2))

        #expect(throws: DownloadError.Reason.changedWhileReading) { try trial.tell(weak) }
    }

    @Test func `goes on where it lost bytes, if the same version begins anew`() throws {
        var trial = Trial(readsLeft: 1)
        let total: Int64 = 600_001
        try trial.tell(Self.started(1), Self.accepted(600_000, total: total))
        try trial.tell(Self.chunk(600_000..<total), Self.started(2))
        #expect(trial.delivered.count == 524_288)

        try trial.tell(Self.accepted(0, total: total), Self.chunk(0..<500_000))
        try trial.tell(Self.chunk(500_000..<total), Self.completed(.transferred, total))

        #expect(trial.isPattern && trial.delivered.count == 600_001)
        #expect(trial.order.need == .end)
    }

    @Test func `waits for the chunks that take the place of lost bytes`() throws {
        var trial = Trial(readsLeft: 0)
        try trial.tell(Self.started(1), Self.accepted(40), Self.chunk(40..<60), Self.chunk(60..<70))
        #expect(trial.delivered.isEmpty)

        try trial.tell(Self.started(2), Self.accepted(0, "\"v2\"", restart: .changed))
        try trial.tell(Self.chunk(0..<100), Self.completed())

        #expect(trial.isPattern && trial.delivered.count == 100)
        #expect(trial.reads == [0..<40, 0..<60])
    }
}
