import Downstream
import Testing

@Suite("Keeping secrets out of texts", .timeLimit(.minutes(5)))
struct RedactionTests {
    @Test(arguments: [
        ("http://example.com/x", "http://example.com/x"),
        ("http://example.com:8080/x", "http://example.com:8080/x"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("http://example.com/react@18/x.js", "http://example.com/react@18/x.js"),
        ("http://example.com/x?secret", "http://example.com/x"),
        ("http://example.com/x#secret", "http://example.com/x"),
        ("http://example.com/x#a?secret", "http://example.com/x"),
        ("http://example.com?secret@x", "http://example.com"),
        ("http://secret@example.com/x", "http://example.com/x"),
        ("http://secret:secret@example.com/x", "http://example.com/x"),
        ("http://secret@secret@example.com", "http://example.com"),
        ("http://secret@example.com\\x", "http://example.com\\x"),
        ("file:///tmp/a@b/x.mp4", "file:///tmp/a@b/x.mp4"),
        ("", ""),
        ("no URL at all", "no URL at all"),
        ("secret@example.com", "example.com"),
        ("secret:secret@example.com/x?secret", "example.com/x"),
        ("http:secret:secret@example.com", "example.com"),
        ("http:/secret:secret@example.com/x", "example.com/x"),
    ])
    func `drops user, password, query and fragment`(text: String, shown: String) {
        #expect(Redaction.text(text) == shown)
    }

    @Test(arguments: [
        "secret:secret@example.com//x",
        "http://secret:sec/ret@example.com/x",
        "http://secret:sec?ret@example.com/x",
        "http://secret:sec#ret@example.com/x",
        "http://secret:sec\\ret@example.com/x",
        "http://example.com/x?\u{301}secret",
        "http://example.com/x#\u{200D}secret",
        "http://secret:secret@\u{301}example.com/",
        "http:/\u{301}/secret:secret@example.com/",
        "http://\u{301}secret:secret@example.com/",
        "http://example.com\u{301}/x?\u{301}\u{301}secret",
    ])
    func `shows no secret of a malformed URL either`(text: String) {
        let shown = Redaction.text(text)

        #expect(!shown.contains("sec"), "\(shown)")
        #expect(!shown.contains("ret@"), "\(shown)")
    }

    @Test(arguments: [
        ("a\nb", "a\\u{a}b"), ("\u{1B}[31m", "\\u{1b}[31m"), ("\0", "\\u{0}"),
        ("\u{202E}gpj.exe", "\\u{202e}gpj.exe"), ("a\u{200D}b", "a\\u{200d}b"),
        ("\u{7F}", "\\u{7f}"), (" ~", " ~"), ("", ""),
        ("\u{2028}", "\\u{2028}"), ("\u{FEFF}", "\\u{feff}"), ("\u{85}", "\\u{85}"),
        ("\r\n", "\\u{d}\\u{a}"), ("\u{E0041}", "\\u{e0041}"), ("naïve ü 日本 🎬", "naïve ü 日本 🎬"),
    ])
    func `escapes what moves the cursor or hides a word`(text: String, shown: String) {
        #expect(Redaction.printable(text) == shown)
        #expect(Redaction.text(text) == shown)
        #expect(Redaction.printable(shown) == shown)
    }
}
