import Downstream
import Testing

@Suite("What the bytes must prove", .timeLimit(.minutes(5)))
struct VerificationTests {
    private let checksum = Checksum(.sha1, bytes: Array(repeating: 0, count: 20))

    @Test func `computes the required checksum before a wished one`() {
        #expect(Verification().algorithm == nil)
        #expect(Verification(computing: .md5).algorithm == .md5)
        #expect(Verification(checksum: checksum).algorithm == .sha1)
        #expect(Verification(checksum: checksum, computing: .md5).algorithm == .sha1)
    }

    @Test func `requires bytes unless told otherwise`() {
        #expect(!Verification.default.allowsEmpty)
        #expect(Verification.default.size == nil)
    }

    @Test(arguments: [
        ("replace", ExistingFileRule.replace), ("keep", .keep), ("fail", .fail),
        ("number", .number),
    ])
    func `rules for existing files keep their names in encodings`(
        name: String,
        rule: ExistingFileRule
    ) {
        #expect(ExistingFileRule(rawValue: name) == rule)
    }
}
