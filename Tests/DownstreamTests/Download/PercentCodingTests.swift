import Downstream
import Testing

@Suite("Percent coding", .timeLimit(.minutes(5)))
struct PercentCodingTests {
    @Test(arguments: [
        ("", ""), ("plain", "plain"), ("a%20b", "a b"), ("%41%4a%4A", "AJJ"), ("%C3%A9", "é"),
        ("é%C3%A9", "éé"), ("%25", "%"), ("a+b", "a+b"), ("%00", "\0"),
    ])
    func `decodes`(text: String, decoded: String) {
        #expect(PercentCoding.decoded(text) == decoded)
    }

    @Test(arguments: [
        "%", "%4", "a%", "%zz", "%4g", "% 4", "%%41", "%FF", "%C3", "%C0%AF", "%ED%A0%80",
    ])
    func `gives nothing for what is not properly encoded`(text: String) {
        #expect(PercentCoding.decoded(text) == nil)
    }

    @Test func `decodes bytes that are no text`() {
        #expect(PercentCoding.decodedBytes("%FF%00a".utf8) == [0xFF, 0, 0x61])
        #expect(PercentCoding.decodedBytes("%F".utf8) == nil)
    }

    @Test func `encodes every byte that is not allowed`() {
        #expect(PercentCoding.encoded("aé/\n".utf8) { $0 == 0x61 } == "a%C3%A9%2F%0A")
    }

    @Test func `comes back from any byte`() {
        let text = String(String.UnicodeScalarView((0...0x2FF).compactMap { Unicode.Scalar($0) }))
        #expect(PercentCoding.decoded(PercentCoding.encoded(text.utf8) { _ in false }) == text)
    }

    @Test func `writes bytes as hexadecimal digits`() {
        #expect(Hexadecimal.text([0x00, 0x0F, 0xA0, 0xFF]) == "000fa0ff")
        #expect(Hexadecimal.text([]) == "")
    }
}
