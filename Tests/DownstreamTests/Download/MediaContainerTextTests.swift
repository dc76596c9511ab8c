import Downstream
import Testing

@Suite("Text where media was expected", .timeLimit(.minutes(5)))
struct MediaContainerTextTests {
    static let texts: [(String, MediaContainer)] = [
        ("<!DOCTYPE html>\n<html><head><title>404</title>", .html),
        ("<!doctype HTML PUBLIC", .html),
        ("\n\t  <HTML lang=en>", .html), ("<head>", .html), ("<BODY bgcolor=white>", .html),
        ("<script>location='/login'</script>", .html), ("<title>Error</title>", .html),
        ("<!-- saved from x --><html>", .html), ("<!-- a -->\n<!-- b -->\n<h1>No</h1>", .html),
        ("<!-- it goes on and on", .html), ("<br />\n<b>Fatal error</b>: x", .html),
        ("<html", .html),
        ("<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\">", .html),
        ("<?xml version=\"1.0\"?><html xmlns=\"x\">", .html),
        ("<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>", .xml),
        ("<?xml version=\"1.0\"?><title>x</title>", .xml), ("<?xml version=\"1.0", .xml),
        ("<?xml version=\"1.0\"?><!-- <html> --><rss>", .xml),
        ("<?xml version=\"1.0\"?><htmlish>", .xml),
        ("<?xml version=\"1.0\"?><!-- x --><svg xmlns=\"x\">", .svg), ("<svg/>", .svg),
        ("<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"x\">", .svg),
        ("<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\">", .dash),
        ("#EXTM3U\n#EXT-X-VERSION:3\n", .hls), ("#EXTM3U", .hls), ("#EXTM3U8", .plainText),
        ("{\"error\":\"not found\"}", .json), (" {\n  \"a\\\"b\" : 1", .json), ("{}", .json),
        ("{\"cut", .json), ("[]", .json), ("[1, 2]", .json), ("[{\"a\":1}]", .json),
        ("[[1,2],[3]]", .json), ("[\"a\", \"b\"]", .json), ("[null]\n", .json), ("[-1.5e3,", .json),
        ("[[[[[[", .plainText), ("{", .plainText), ("{ x: 1 }", .plainText),
        ("{\"a\" and more", .plainText), ("[Verse 1]\nLa", .plainText),
        ("[1] See below", .plainText),
        ("[[Link]]", .plainText), ("[2024-01-01] started", .plainText), ("[nan]", .plainText),
        ("{\"a\nb\":1}", .plainText),
        ("Not Found", .plainText), ("x", .plainText), ("\n", .plainText),
        ("a\tb\r\nc\u{C}", .plainText),
        ("\u{1B}[31mred\u{1B}[0m", .plainText), ("日本語 🎬", .plainText),
        ("<note>x</note>", .plainText),
        ("<abbr>", .plainText), ("WEBVTT\n\n00:00.000 --> 00:01.000\nHi", .plainText),
        ("<?php echo 1; ?>Hello", .plainText), ("Gfree mdat ftyp", .plainText),
        ("    mdat and moov and ftyp", .plainText), ("OggS", .plainText), ("ID3 tags", .plainText),
    ]

    @Test(arguments: texts)
    func `is told from media, and by its sort`(text: String, container: MediaContainer) {
        #expect(MediaContainer(firstBytes: Array(text.utf8)) == container)
        #expect(MediaContainer(firstBytes: [0xEF, 0xBB, 0xBF] + text.utf8) == container)
        for isLittle in [true, false] {
            let bytes = MediaBytes.utf16(text, isLittle: isLittle)
            #expect(MediaContainer(firstBytes: bytes) == container)
            #expect(MediaContainer(firstBytes: bytes + [0x41]) == container)
        }
    }

    @Test func `may be cut within a character`() {
        for character in ["é", "日", "🎬"] {
            for cut in 1...character.utf8.count {
                let bytes = Array("a".utf8) + character.utf8.prefix(cut)
                #expect(MediaContainer(firstBytes: bytes) == .plainText)
            }
        }
        let cut = MediaBytes.utf16("a🎬", isLittle: true).dropLast(2)
        #expect(MediaContainer(firstBytes: Array(cut)) == .plainText)
    }

    /// A page in an old encoding is a page still; other text in one is not recognised.
    @Test func `may be a page in an old encoding`() {
        #expect(MediaContainer(firstBytes: Array("<html><p>".utf8) + [0xE9, 0x20]) == .html)
        #expect(MediaContainer(firstBytes: [0xE9, 0x20, 0x41]) == nil)
    }

    @Test(arguments: [
        [0x41, 0x00], [0x41, 0x08], [0x41, 0x0B], [0x41, 0x7F], [0x80], [0xC3], [0x41, 0xC3, 0x41],
        [0x41, 0xC0], [0x41, 0xFF], [0x41, 0x80], [0x41, 0xF8, 0x80], [0xEF, 0xBB, 0xBF],
        [0xFF, 0xFE], [0xFE, 0xFF, 0xDC, 0x00], [0xFF, 0xFE, 0x00, 0xDC, 0x41, 0x00],
        [0xFF, 0xFE, 0x00, 0x00, 0x41, 0x00, 0x00, 0x00],
    ])
    func `is none with control characters or broken ones`(bytes: [UInt8]) {
        #expect(MediaContainer(firstBytes: bytes) == nil)
    }

    @Test func `is none for a comment that hides no page`() {
        let bytes = Array("<!-- x -->".utf8) + [0, 1, 2]
        #expect(MediaContainer(firstBytes: bytes) == nil)
    }
}
