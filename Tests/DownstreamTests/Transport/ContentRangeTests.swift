import Downstream
import DownstreamTesting
import TestTraits
import Testing

@Suite("Reading a content range", .timeLimit(.minutes(5)))
struct ContentRangeTests {
    @Test(
        .case(1, 4),
        arguments: [
            ("bytes 0-0/1", 0...0, 1), ("bytes 40-99/100", 40...99, 100),
            ("bytes 40-99/*", 40...99, nil), ("BYTES 40-99/100", 40...99, 100),
            ("  bytes   40-99/100\t", 40...99, 100), ("bytes 007-008/0100", 7...8, 100),
            (
                "bytes 9223372036854775805-9223372036854775806/9223372036854775807",
                9_223_372_036_854_775_805...9_223_372_036_854_775_806, .max
            ),
            ("bytes 0-9223372036854775806/*", 0...9_223_372_036_854_775_806, nil),
        ] as [(String, ClosedRange<Int64>, Int64?)]
    )
    func `finds the part and the total`(text: String, range: ClosedRange<Int64>, total: Int64?) {
        #expect(ContentRange(text) == .part(range, total: total))
    }

    @Test(
        .case(8),
        arguments: [
            ("bytes */0", 0), ("bytes */100", 100), ("Bytes  */100 ", 100),
            ("bytes */9223372036854775807", .max),
        ] as [(String, Int64)]
    )
    func `finds the total where no part can be had`(text: String, total: Int64) {
        #expect(ContentRange(text) == .unsatisfied(total: total))
    }

    @Test(
        .case(3),
        arguments: [
            "", " ", "bytes", "bytes ", "40-99/100", "items 40-99/100", "bytes=40-99/100",
            "bytes 40-99", "bytes 40-99/", "bytes /100", "bytes 40/100", "bytes 40-/100",
            "bytes -99/100", "bytes 40-99/100/100", "bytes 40-99-100/200", "bytes 99-40/100",
            "bytes 40-100/100", "bytes 0-0/0", "bytes */*", "bytes */", "bytes */-1",
            "bytes +40-99/100", "bytes 40-99/+100", "bytes 40-99/1e2", "bytes 40 - 99/100",
            "bytes 40-99 /100", "bytes 0x28-0x63/100", "bytes ４０-９９/１００", "bytes 40–99/100",
            "bytes 0-9223372036854775807/*", "bytes 0-1/9223372036854775808",
            "bytes 0-18446744073709551616/*", "bytes 40-99/100, 40-99/100", "bytes 40-99/100;",
        ]
    )
    func `is nothing where it is malformed or contradicts itself`(text: String) {
        #expect(ContentRange(text) == nil)
    }

    @Test func `never holds a range that is empty or beyond the total`() {
        let pieces = [
            "bytes", " ", "*", "/", "-", "0", "9", "40", "9223372036854775807", "x", "\t",
        ]
        var random = SeededGenerator(seed: 3)
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...9, using: &random)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &random)]
            }.joined()
            guard case .part(let range, let total) = ContentRange(text) else { continue }
            #expect(range.lowerBound >= 0 && range.upperBound < total ?? .max, "\(text)")
        }
    }
}
