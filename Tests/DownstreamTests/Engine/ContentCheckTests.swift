import DownstreamTesting
import TestTraits
import Testing

@testable import Downstream

@Suite("Holding bytes against what they have to be", .timeLimit(.minutes(5)))
struct ContentCheckTests {
    private typealias Spans = [Range<Int>]

    private let bytes = [UInt8](BytePattern.bytes(0..<3_000_000))

    private func checksum(
        _ bytes: [UInt8],
        _ algorithm: Checksum.Algorithm = .sha256
    ) throws -> Checksum {
        let digest = try MessageDigest(algorithm)
        unsafe bytes.withUnsafeBytes { unsafe digest.update($0) }
        return try digest.finish()
    }

    private func reading(_ bytes: [UInt8]) -> ContentCheck.Read {
        { count, offset in Array(bytes.dropFirst(Int(offset)).prefix(count)) }
    }

    private let unread: ContentCheck.Read = { _, _ in
        Issue.record("it read what it had seen")
        return []
    }

    private func feed(_ check: ContentCheck, _ spans: Range<Int>...) {
        for span in spans {
            unsafe bytes[span].withUnsafeBytes {
                unsafe check.update($0, at: Int64(span.lowerBound))
            }
        }
    }

    // MARK: Digests

    @Test func `computes nothing that nobody asked for`() throws {
        let check = ContentCheck(.default)
        try check.begin(at: 0, announced: nil, nil)
        feed(check, 0..<100)
        #expect(try check.verify(100, unread) == nil)
    }

    @Test(arguments: Checksum.Algorithm.allCases)
    func `computes while bytes arrive`(algorithm: Checksum.Algorithm) throws {
        let check = ContentCheck(Verification(computing: algorithm))
        try check.begin(at: 0, announced: nil, unread)
        feed(check, 0..<1, 1..<4096, 4096..<4096, 4096..<100_000)
        let expected = try checksum(Array(bytes.prefix(100_000)), algorithm)
        #expect(try check.verify(100_000, unread) == expected)
    }

    @Test func `goes on where an attempt left off`() throws {
        let check = ContentCheck(Verification(computing: .sha256))
        try check.begin(at: 0, announced: nil, unread)
        feed(check, 0..<5000)
        try check.begin(at: 5000, announced: nil, unread)
        feed(check, 5000..<9000)
        #expect(try check.verify(9000, unread) == checksum(Array(bytes.prefix(9000))))
    }

    @Test(arguments: [1, 40, 4095, 4096, 1_048_576, 1_048_577, 2_500_000])
    func `reads back what an earlier run wrote`(offset: Int) throws {
        let check = ContentCheck(Verification(checksum: try checksum(bytes)))
        try check.begin(at: Int64(offset), announced: nil, reading(bytes))
        feed(check, offset..<bytes.count)
        #expect(try check.verify(3_000_000, reading(bytes)) == checksum(bytes))
    }

    @Test func `reads everything again after bytes came twice`() throws {
        let check = ContentCheck(Verification(computing: .sha256))
        try check.begin(at: 0, announced: nil, reading(bytes))
        feed(check, 0..<5000)
        try check.begin(at: 4999, announced: nil, reading(bytes))
        feed(check, 4999..<6000)
        let expected = try checksum(Array(bytes.prefix(6000)))
        #expect(try check.verify(6000, reading(Array(bytes.prefix(6000)))) == expected)
    }

    @Test func `begins anew with the file`() throws {
        let check = ContentCheck(Verification(computing: .sha256))
        try check.begin(at: 0, announced: nil, unread)
        feed(check, 100..<200, 0..<50)
        try check.begin(at: 0, announced: nil, unread)
        feed(check, 0..<100)
        #expect(try check.verify(100, unread) == checksum(Array(bytes.prefix(100))))
    }

    @Test(.case(33)) func `holds the bytes against what the server says of them`() throws {
        let right = try checksum(Array(bytes.prefix(100)), .sha512)
        let wrong = try checksum([], .sha512)
        let check = ContentCheck(Verification(computing: .sha256))
        try check.begin(at: 0, announced: right, unread)
        feed(check, 0..<100)
        #expect(try check.verify(100, unread) == checksum(Array(bytes.prefix(100))))

        try check.begin(at: 0, announced: wrong, unread)
        feed(check, 0..<100)
        #expect(
            reason { _ = try check.verify(100, unread) }
                == .checksumMismatch(expected: wrong, actual: right)
        )
    }

    @Test func `holds resumed bytes against a digest that only now is announced`() throws {
        let right = try checksum(Array(bytes.prefix(9000)))
        let check = ContentCheck(.default)
        try check.begin(at: 0, announced: nil, reading(bytes))
        feed(check, 0..<5000)
        try check.begin(at: 5000, announced: right, reading(bytes))
        feed(check, 5000..<9000)
        #expect(try check.verify(9000, reading(bytes)) == nil)

        try check.begin(at: 5000, announced: try checksum([]), reading(bytes))
        feed(check, 5000..<9000)
        guard case .checksumMismatch = reason({ _ = try check.verify(9000, reading(bytes)) })
        else {
            Issue.record("a wrong digest was accepted")
            return
        }
    }

    @Test(.case(48)) func `tells what was asked for and what came`() throws {
        let (asked, got) = (try checksum([]), try checksum(Array(bytes.prefix(10))))
        let check = ContentCheck(Verification(checksum: asked))
        try check.begin(at: 0, announced: nil, unread)
        feed(check, 0..<10)
        let expected = DownloadError.Reason.checksumMismatch(expected: asked, actual: got)
        #expect(reason { _ = try check.verify(10, unread) } == expected)
    }

    @Test(.case(69)) func `misses bytes that have gone meanwhile`() throws {
        let check = ContentCheck(Verification(computing: .md5))
        try check.begin(at: 50, announced: nil, reading(bytes))
        feed(check, 50..<100)
        let short = reading(Array(bytes.prefix(99)))
        #expect(reason { _ = try check.verify(100, short) } == .partialFileLost)
    }

    @Test(.case(74)) func `stops between two blocks when it is cancelled`() async throws {
        let bytes = bytes
        let reads = Locked(0)
        let task = Task {
            let check = ContentCheck(Verification(computing: .md5))
            try check.begin(at: 2_999_999, announced: nil) { _, _ in [] }
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            _ = try check.verify(3_000_000) { count, offset in
                reads.withLock { $0 += 1 }
                return Array(bytes[Int(offset)..<Int(offset) + count])
            }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(reads.withLock { $0 } == 0)
    }
}
