import Downstream
import DownstreamTesting
import Foundation
import TestTraits
import Testing

@Suite("Which bytes of a file are there", .timeLimit(.minutes(5)))
struct ByteRangesTests {
    private static let some = ByteRanges.of(0..<10, 20..<30, 40..<50)

    @Test(
        arguments: [
            (0..<0, [0..<10, 20..<30, 40..<50]), (12..<15, [0..<10, 12..<15, 20..<30, 40..<50]),
            (10..<12, [0..<12, 20..<30, 40..<50]), (18..<20, [0..<10, 18..<30, 40..<50]),
            (10..<20, [0..<30, 40..<50]), (5..<45, [0..<50]), (0..<60, [0..<60]),
            (22..<25, [0..<10, 20..<30, 40..<50]), (60..<70, [0..<10, 20..<30, 40..<50, 60..<70]),
        ] as [(Range<Int64>, [Range<Int64>])]
    )
    func `join with their neighbours`(range: Range<Int64>, expected: [Range<Int64>]) {
        var ranges = Self.some
        ranges.insert(range)
        #expect(ranges.ranges == expected)
    }

    @Test func `tell how many there are, and where`() {
        #expect(Self.some.count == 30)
        #expect(Self.some.end == 50)
        #expect(Self.some.prefix == 10)
        #expect(ByteRanges.of(1..<10).prefix == 0)
        #expect(ByteRanges().isEmpty)
        #expect(ByteRanges().end == 0)
        #expect(ByteRanges(upTo: 0).isEmpty)
        #expect(ByteRanges(upTo: 7) == .of(0..<7))
    }

    @Test(
        arguments: [
            (0..<50, [10..<20, 30..<40]), (0..<10, []), (10..<20, [10..<20]), (5..<25, [10..<20]),
            (12..<18, [12..<18]), (45..<60, [50..<60]), (60..<70, [60..<70]), (20..<30, []),
        ] as [(Range<Int64>, [Range<Int64>])]
    )
    func `tell the gaps between them`(range: Range<Int64>, expected: [Range<Int64>]) {
        #expect(Self.some.gaps(in: range) == expected)
    }

    @Test func `are cut`() {
        #expect(Self.some.clipped(to: 25) == .of(0..<10, 20..<25))
        #expect(Self.some.clipped(to: 20) == .of(0..<10))
        #expect(Self.some.clipped(to: 0).isEmpty)
        #expect(Self.some.clipped(to: 100) == Self.some)
    }

    @Test func `give their first one away`() {
        var ranges = Self.some
        let (none, first) = (ranges.removeFirst(from: 5), ranges.removeFirst(from: 0))
        #expect(none == nil)
        #expect(first == 10)
        #expect(ranges == .of(20..<30, 40..<50))
    }

    @Test func `contain others`() {
        #expect(Self.some.contains(.of(0..<10, 42..<50)))
        #expect(Self.some.contains(ByteRanges()))
        #expect(!Self.some.contains(.of(5..<11)))
        #expect(!Self.some.contains(.of(15..<16)))
    }

    /// Against a set of single bytes.
    @Test func `are what a set of bytes would be`() throws {
        var random = SeededGenerator(seed: 20)
        for _ in 0..<300 {
            var ranges = ByteRanges()
            var bytes: Set<Int64> = []
            for _ in 0..<20 {
                let begin = Int64.random(in: 0..<100, using: &random)
                let range = begin..<begin + Int64.random(in: 0..<20, using: &random)
                ranges.insert(range)
                bytes.formUnion(range)
            }
            #expect(Set(ranges.ranges.joined()) == bytes)
            #expect(ranges.count == Int64(bytes.count))
            #expect(
                zip(ranges.ranges, ranges.ranges.dropFirst()).allSatisfy {
                    $0.upperBound < $1.lowerBound
                }
            )
            #expect(Set(ranges.gaps(in: 0..<120).joined()) == Set(0..<120).subtracting(bytes))
            let read = try JSONDecoder().decode(ByteRanges.self, from: JSONEncoder().encode(ranges))
            #expect(read == ranges)
        }
    }
}
