import Testing

@testable import download

@Suite("A line of a list")
struct ListEntryTests {
    @Test(arguments: [
        ("http://host/a", "http://host/a", nil),
        ("  http://host/a \r", "http://host/a", nil),
        ("http://host/a\tb.mp4", "http://host/a", "b.mp4"),
        ("http://host/a\t  Films/b c.mp4 ", "http://host/a", "Films/b c.mp4"),
        ("http://host/a\t", "http://host/a", nil),
        ("http://host/a\t..b", "http://host/a", "..b"),
        ("http://host/a\u{301}\t\u{301}b", "http://host/a\u{301}", "\u{301}b"),
        ("\rhttp://host/é\t\r é", "http://host/é", "é"),
    ])
    func `is a URL and perhaps a name`(_ line: String, _ url: String, _ name: String?) throws {
        let entry = try #require(try ListEntry(line))
        #expect(entry.url == url)
        #expect(entry.name == name)
        let written = try #require(ListEntry.line(url: url, name: name))
        #expect(try ListEntry(written) == entry)
    }

    @Test(arguments: [
        ("#a", nil), ("", nil), (" http://host/a", nil), ("http://host/a\nhttp://host/b", nil),
        ("http://host/a\tb", nil), ("http://host/a", "../b"), ("http://host/a", ""),
        ("http://host/a", "b\n"),
    ])
    func `is not written where it would be read as another`(_ url: String, _ name: String?) {
        #expect(ListEntry.line(url: url, name: name) == nil)
    }

    @Test(arguments: ["", "  ", "\r", "# http://host/a", "  #\tb.mp4"])
    func `can be blank or a comment`(_ line: String) throws {
        #expect(try ListEntry(line) == nil)
    }

    @Test(arguments: [
        ("\tb.mp4", "it has a name but no URL"),
        ("http://host/a\t/etc/passwd", "its name begins with a slash"),
        ("http://host/a\t../b", "its name leads out of the folder"),
        ("http://host/a\tb/../../c", "its name leads out of the folder"),
        ("http://host/a\tb\tc", "its name holds a control character"),
        ("http://host/a\t\tb", "its name holds a control character"),
    ])
    func `must not lead anywhere else`(_ line: String, _ problem: String) {
        #expect(throws: ListEntry.Problem(text: problem)) { try ListEntry(line) }
    }
}
