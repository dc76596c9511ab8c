import Downstream
import DownstreamTesting
import TestTraits
import Testing

@Suite("The name a server proposes", .timeLimit(.minutes(5)))
struct ContentDispositionTests {
    @Test(
        .case(58, 62),
        arguments: [
            ("attachment; filename=a.mp4", "a.mp4"),
            ("attachment; filename=\"a b.mp4\"", "a b.mp4"),
            ("attachment;filename=a.mp4;size=5", "a.mp4"),
            ("attachment ; FileName = a.mp4 ; size=5", "a.mp4"),
            ("inline; filename=\"a;b=c.mp4\"; size=5", "a;b=c.mp4"),
            ("attachment; filename=\"a\\\"b\\\\c.mp4\"", "a\"b\\c.mp4"),
            ("attachment; filename=\"a.mp4", "a.mp4"),
            ("attachment; filename=\"a\\", "a"),
            ("attachment; filename=\"\"", ""),
            ("attachment; filename=", ""),
            ("attachment; filename=a.mp4; filename=b.mp4", "a.mp4"),
            ("attachment; filename=a.mp4; filename*=UTF-8''na%C3%AFve.txt", "naïve.txt"),
            ("attachment; filename*=utf-8'en'na%C3%AFve.txt; filename=a.mp4", "naïve.txt"),
            ("attachment; filename*=ISO-8859-1''na%EFve.txt", "naïve.txt"),
            ("attachment; filename*=UTF-8''it%27s.txt", "it's.txt"),
            ("attachment; filename*=UTF-8''it's.txt", "it's.txt"),
            ("attachment; filename*=\"UTF-8''a.txt\"", "a.txt"),
            ("attachment; filename*=UTF-8''%2e%2e%2fx", "../x"),
            ("attachment; filename=a.mp4; filename*=KOI8-R''%C1", "a.mp4"),
            ("attachment; filename=a.mp4; filename*=UTF-8''%zz", "a.mp4"),
            ("attachment; filename=a.mp4; filename*=UTF-8''%FF", "a.mp4"),
            ("attachment; filename=a.mp4; filename*=UTF-8'a", "a.mp4"),
            ("attachment; filename=a.mp4; filename*=b.mp4", "a.mp4"),
            ("attachment; filename=a%20b.mp4", "a b.mp4"),
            ("attachment; filename=\"100% sure.mp4\"", "100% sure.mp4"),
            ("attachment; filename=na\u{EF}ve.txt", "naïve.txt"),
            ("; filename=a.mp4", "a.mp4"),
            ("attachment; x; filename=a.mp4", "a.mp4"),
            ("attachment; =; filename=a.mp4", "a.mp4"),
            ("attachment; filename=\"\u{301}a.mp4\"", "\u{301}a.mp4"),
            ("attachment; filename=\"a\\\u{301}b\"", "a\u{301}b"),
            ("attachment;\u{301}x; filename=a.mp4", "a.mp4"),
        ]
    )
    func `is read`(field: String, name: String) {
        #expect(
            ContentDisposition.fileName(field)?.unicodeScalars.elementsEqual(name.unicodeScalars)
                == true
        )
    }

    @Test(
        .case(62),
        arguments: [
            "", "attachment", "attachment;", "attachment; name=x", "attachment; xfilename=a",
            "attachment; filename", "attachment; filename*=x", "attachment; x=\"filename=a\"",
            "attachment; filename*1=a.mp4",
        ]
    )
    func `is missing`(field: String) {
        #expect(ContentDisposition.fileName(field) == nil)
    }

    @Test func `ends whatever the field holds`() {
        let pieces = [
            ";", "=", "\"", "\\", "filename", "*", "'", "UTF-8''", "%", "41", " ", "a", "é",
        ]
        var random = SeededGenerator(seed: 62)
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...14, using: &random)
            _ = ContentDisposition.fileName(
                (0..<count).compactMap { _ in pieces.randomElement(using: &random) }.joined()
            )
        }
    }
}
