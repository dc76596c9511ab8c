import Downstream
import TestTraits
import Testing

@Suite("What of a partial file can be gone on from", .timeLimit(.minutes(5)))
struct ResumePlanTests {
    private static let version = FileVersion(
        validator: Validator(kind: .entityTag, text: "\"v1\"", isStrong: true),
        total: 100
    )

    private func record(
        safe: Int64 = 30,
        of total: Int64? = 100,
        boot: String? = "one"
    ) -> ResumeRecord {
        let version = FileVersion(validator: Self.version.validator, total: total)
        return ResumeRecord(
            identity: "a",
            version: version,
            safe: ByteRanges(upTo: safe),
            boot: boot
        )
    }

    private func plan(
        _ record: ResumeRecord?,
        length: Int64 = 40,
        identity: String = "a",
        boot: String? = "one"
    ) -> ResumePlan {
        ResumePlan(record, length: length, identity: identity, boot: boot)
    }

    @Test(.case(19)) func `trusts all that was written since the system booted`() {
        let plan = plan(record())
        #expect(plan.safe == 40)
        #expect(plan.version == Self.version)
        #expect(plan.restart == nil)
    }

    @Test(
        .case(19),
        arguments: [("one", "two"), ("one", nil), (nil, "one"), (nil, nil)]
            as [(String?, String?)]
    )
    func `trusts only what was flushed before another boot`(then: String?, now: String?) {
        #expect(plan(record(boot: then), boot: now).safe == 30)
        #expect(plan(record(safe: 40, boot: then), boot: now).safe == 40)
        let nothing = plan(record(safe: 0, boot: then), boot: now)
        #expect(nothing.safe == 0)
        #expect(nothing.version == nil)
        #expect(nothing.restart == .notProvable)
    }

    @Test(.case(12, 19), arguments: [1, 40, 100] as [Int64])
    func `trusts nothing without a record`(length: Int64) {
        let plan = plan(nil, length: length)
        #expect(plan.safe == 0)
        #expect(plan.version == nil)
        #expect(plan.restart == .notProvable)
    }

    @Test(.case(19, 20)) func `trusts the ranges that were written, as far as the file has them`() {
        var record = record(safe: 10)
        record.written = .of(0..<20, 30..<50, 60..<70)
        let killed = plan(record, length: 45)
        #expect(killed.safe == 20)
        #expect(killed.beyond == .of(30..<45))
        #expect(killed.version == Self.version)

        record.safe = .of(0..<10, 32..<40)
        let failed = plan(record, length: 45, boot: "two")
        #expect(failed.safe == 10)
        #expect(failed.beyond == .of(32..<40))
    }

    @Test(.case(19, 20)) func `trusts no ranges without the beginning`() {
        var record = record(safe: 0)
        record.written = .of(30..<50)
        let plan = plan(record, length: 50)
        #expect(plan.safe == 0)
        #expect(plan.beyond.isEmpty)
        #expect(plan.restart == .notProvable)
    }

    @Test(.case(19, 20)) func `trusts no ranges beyond the whole file`() {
        var record = record(safe: 10)
        record.written = .of(0..<20, 90..<101)
        #expect(plan(record, length: 101).restart == .notProvable)
        #expect(plan(record, length: 100).beyond == .of(90..<100))
    }

    @Test(.case(17)) func `takes no bytes of another download, though the version is the same`() {
        let plan = plan(record(), identity: "b")
        #expect(plan.safe == 0)
        #expect(plan.version == nil)
        #expect(plan.restart == .otherDownload)
    }

    @Test func `has nothing to tell where nothing is there`() {
        for record in [nil, record(safe: 0), record()] {
            let plan = plan(record, length: 0)
            #expect(plan.safe == 0)
            #expect(plan.version == nil)
            #expect(plan.restart == nil)
        }
        #expect(plan(record(), length: 0, identity: "b").restart == nil)
    }

    @Test(
        .case(18, 19),
        arguments: [
            // Shorter than what was flushed: somebody cut it.
            (29, 30, 100), (1, 100, 100),
            // Longer than the whole file.
            (101, 30, 100), (101, 101, 100), (40, 30, 0), (40, 30, 39),
        ] as [(Int64, Int64, Int64)]
    )
    func `trusts nothing where file and record disagree`(
        length: Int64,
        safe: Int64,
        total: Int64
    ) {
        let plan = plan(record(safe: safe, of: total), length: length)
        #expect(plan.safe == 0)
        #expect(plan.version == nil)
        #expect(plan.restart == .notProvable)
    }

    @Test(.case(18)) func `drops the tail beyond the whole file after another boot`() {
        #expect(plan(record(), length: 101, boot: "two").safe == 30)
    }

    @Test(.case(18), arguments: [(100, 100), (100, nil), (40, nil)] as [(Int64, Int64?)])
    func `trusts a file that may be full`(length: Int64, total: Int64?) {
        #expect(plan(record(of: total), length: length).safe == length)
    }

    @Test(
        .case(18),
        arguments: [
            (1, 100, 1), (40, 100, 40), (99, 100, 99), (100, 100, 99), (1, 1, 0), (40, nil, 40),
        ] as [(Int64, Int64?, Int64)]
    )
    func `asks for the next byte, and for the last one again`(
        length: Int64,
        total: Int64?,
        offset: Int64
    ) {
        let version = FileVersion(validator: Self.version.validator, total: total)
        let point = ResumePoint(after: length, of: version)
        #expect(point.offset == offset)
        #expect(point.length == length)
        #expect(!point.needsTotal)
    }
}
