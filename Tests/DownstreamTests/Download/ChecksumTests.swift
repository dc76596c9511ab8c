import Downstream
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("Checksums", .timeLimit(.minutes(5)))
struct ChecksumTests {
    @Test(arguments: Checksum.Algorithm.allCases)
    func `need exactly as many digits as their algorithm has`(algorithm: Checksum.Algorithm) {
        let count = algorithm.byteCount * 2
        #expect(Checksum(algorithm, hexadecimal: String(repeating: "a", count: count)) != nil)
        #expect(Checksum(algorithm, hexadecimal: String(repeating: "a", count: count - 1)) == nil)
        #expect(Checksum(algorithm, hexadecimal: String(repeating: "a", count: count + 1)) == nil)
        #expect(Checksum(algorithm, hexadecimal: "") == nil)
    }

    @Test(arguments: [
        "g0000000000000000000000000000000", " 0000000000000000000000000000000",
        "0x000000000000000000000000000000", "٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠", "ａａａａａａａａａａaa",
    ])
    func `take nothing but ASCII digits`(text: String) {
        #expect(text.utf8.count == 32)
        #expect(Checksum(.md5, hexadecimal: text) == nil)
    }

    @Test func `are equal in either case of their digits`() {
        let lower = Checksum(.md5, hexadecimal: "0123456789abcdef0123456789abcdef")
        let upper = Checksum(.md5, hexadecimal: "0123456789ABCDEF0123456789ABCDEF")
        #expect(lower == upper)
        #expect(upper?.hexadecimal == "0123456789abcdef0123456789abcdef")
    }

    @Test func `are judged when decoded, too`() throws {
        func decoded(_ digits: String) throws -> Checksum {
            let json = #"{"algorithm":"md5","hexadecimal":"\#(digits)"}"#
            return try JSONDecoder().decode(Checksum.self, from: Data(json.utf8))
        }
        let upper = try decoded("0123456789ABCDEF0123456789ABCDEF")
        #expect(upper == Checksum(.md5, hexadecimal: "0123456789abcdef0123456789abcdef"))
        #expect(throws: DecodingError.self) { _ = try decoded("0123") }
    }
}
