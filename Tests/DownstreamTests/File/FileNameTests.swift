import Downstream
import DownstreamTesting
import TestTraits
import Testing

@Suite("File names from outside", .timeLimit(.minutes(5)))
struct FileNameTests {
    @Test(
        .case(59, 60),
        arguments: [
            ("video.mp4", "video.mp4"),
            ("naïve 日本 🎬.mp4", "naïve 日本 🎬.mp4"),
            ("A-1_b..c.tar.gz", "A-1_b..c.tar.gz"),
            ("0_-", "0_-"),
            ("_x", "_x"),
            ("x.-.", "x.-"),
            ("x\u{301}", "x\u{301}"),
            ("../../x", "x"),
            ("/etc/x", "x"),
            ("C:\\x", "x"),
            ("..\\x", "x"),
            ("C:x", "C_x"),
            ("a/b\\c", "c"),
            ("a\\b/c", "c"),
            ("a/", "a"),
            ("a\nb\r\n.txt", "ab.txt"),
            ("a\0b", "ab"),
            ("a\u{7F}\u{1B}[31m", "a[31m"),
            ("\u{202E}4pm.exe", "4pm.exe"),
            ("a\u{2066}b\u{200B}c\u{FEFF}", "abc"),
            ("a\u{2028}b\u{2029}c", "abc"),
            ("a\u{E000}b", "ab"),
            ("-rf", "rf"),
            ("--output", "output"),
            (".bashrc", "bashrc"),
            ("...x", "x"),
            (" . -x", "x"),
            ("x.", "x"),
            ("x . . ", "x"),
            ("x\u{3000}", "x"),
            ("a:b*c?d\"e<f>g|h", "a_b_c_d_e_f_g_h"),
            ("~", "~"),
            ("%2e%2e", "%2e%2e"),
            ("CON", "_CON"),
            ("con.txt", "_con.txt"),
            ("Nul.tar.gz", "_Nul.tar.gz"),
            ("aux .txt", "_aux .txt"),
            ("COM1", "_COM1"),
            ("lpt9.x", "_lpt9.x"),
            ("COM¹.x", "_COM¹.x"),
            ("COM10", "COM10"),
            ("CONSOLE", "CONSOLE"),
            ("comma", "comma"),
        ]
    )
    func `become one plain path component`(proposed: String, name: String) {
        #expect(FileName.safe(proposed) == name)
    }

    @Test(arguments: [
        "", ".", "..", "...", "/", "\\", "//", "a/..", "a/.", "a\\..", " ", "\0", "-", ".-.",
        "\u{202E}", "\n", ".\u{200D}.", "\u{200D}..",
    ])
    func `are nothing where nothing is left`(proposed: String) {
        #expect(FileName.safe(proposed) == nil)
    }

    /// What follows a separator can join it to one character that no longer equals it.
    @Test(arguments: [
        "a/\u{200D}../\u{200D}../\u{200D}b", "/\u{200D}../\u{200D}b", "..\\\u{200D}b",
        "a/\u{301}b", "../\u{301}b", ".\u{301}b", "-\u{301}b", "a/\u{20DD}b", "/\u{FE0F}b",
        "\u{200D}/\u{200D}/b",
    ])
    func `hide no separator under a combining character`(proposed: String) throws {
        let name = try #require(FileName.safe(proposed))
        #expect(!name.utf8.contains(0x2F))
        #expect(!name.utf8.contains(0x5C))
        #expect(name.utf8.first != 0x2E)
        #expect(name.utf8.first != 0x2D)
        #expect(name.hasSuffix("b"))
    }

    @Test(.case(61), arguments: ["", ".mp4", ".a-rather-long-extension"])
    func `fit with room for a number and the partial suffix, extension kept`(suffix: String) {
        for stem in ["a", "é", "日", "🎬", "👨🏽‍🚀", "🇩🇪", "e\u{301}"] {
            for count in [1, 20, 58, 59, 60, 117, 118, 230, 235, 236, 250, 300] {
                let name = FileName.safe(String(repeating: stem, count: count) + suffix) ?? ""
                #expect(name.utf8.count <= 235)
                #expect(name.utf8.count > 200 || stem.utf8.count * count < 260)
                #expect(name.hasSuffix(suffix))
                // The cut is between characters: only whole ones are left.
                let left = name.dropLast(suffix.count)
                let visible = FileName.safe(stem) ?? ""
                #expect(left == String(repeating: visible, count: left.count / visible.count))
                let partial = FileName.partial(of: FileName.numbered(name, 999))
                #expect(FileName.record(of: partial + ".new").utf8.count <= 255)
                #expect(partial == FileName.numbered(name, 999) + ".part")
            }
        }
    }

    @Test func `do not end in a dot or a space after the cut`() {
        for tail in [".", " ", ". . "] {
            let name = FileName.safe(
                String(repeating: "a", count: 234) + tail + String(repeating: "b", count: 60)
            )
            #expect(name == String(repeating: "a", count: 234))
        }
    }

    @Test func `are cut within one endless character, too`() throws {
        let endless = "a" + String(repeating: "\u{301}", count: 200)
        let name = try #require(FileName.safe(endless + ".mp4"))
        #expect(name.utf8.count <= 235)
        #expect(name.utf8.count > 200)
        #expect(name.unicodeScalars.first == "a")
        #expect(name.hasSuffix(".mp4"))

        let partial = FileName.partial(of: endless)
        #expect(partial.utf8.count <= 255)
        #expect(partial.utf8.count > 200)
    }

    @Test(.case(61)) func `share no partial file though they differ only where they are cut`() {
        for length in [238, 242, 250, 255] {
            let stem = String(repeating: "a", count: length - 1)
            let partials = ["x", "y", "z"].map { FileName.partial(of: stem + $0) }
            #expect(Set(partials).count == 3)
            #expect(partials.allSatisfy { $0.hasPrefix("aaaa") && $0.hasSuffix(".part") })
            #expect(partials.allSatisfy { FileName.record(of: $0 + ".new").utf8.count <= 255 })
            #expect(FileName.partial(of: stem + "x") == partials[0])
        }
    }

    @Test(.case(62)) func `come from the path of a URL`() {
        #expect(FileName.safe(fromPath: "/a/video.mp4") == "video.mp4")
        #expect(FileName.safe(fromPath: "/a/na%C3%AFve%20x.mp4") == "naïve x.mp4")
        #expect(FileName.safe(fromPath: "/a/..%2F..%2Fx") == "x")
        #expect(FileName.safe(fromPath: "/%2F%E2%80%8D..%2F%E2%80%8D..%2F%E2%80%8Dx") == "x")
        #expect(FileName.safe(fromPath: "/a/%FF") == "%FF")
        #expect(FileName.safe(fromPath: "/a/%2e%2e") == "download")
        #expect(FileName.safe(fromPath: "/a/nul.mp4") == "_nul.mp4")
        #expect(FileName.safe(fromPath: "video.mp4") == "video.mp4")
        #expect(FileName.safe(fromPath: "/a%41/\u{301}%41") == "\u{301}A")
        #expect(FileName.safe(fromPath: "/a/") == "download")
        #expect(FileName.safe(fromPath: "/") == "download")
        #expect(FileName.safe(fromPath: "") == "download")
    }

    @Test(arguments: [
        ("video.mp4", 2, "video (2).mp4"), ("video", 3, "video (3)"), (".bashrc", 2, ".bashrc (2)"),
        ("a.b.c", 999, "a.b (999).c"), ("a.", 2, "a (2)."),
    ])
    func `are numbered before the extension`(name: String, number: Int, numbered: String) {
        #expect(FileName.numbered(name, number) == numbered)
    }

    @Test func `fit when they are numbered`() {
        let name = String(repeating: "a", count: 251) + ".mp4"
        let numbered = FileName.numbered(name, 12)
        #expect(numbered == String(repeating: "a", count: 246) + " (12).mp4")
        #expect(numbered.utf8.count == 255)
    }

    @Test(.case(59, 60)) func `are one safe component whatever is proposed`() {
        let pieces = [
            "/", "\\", ".", "..", "-", " ", "a", "é", "\u{301}", "\u{200D}", "\u{202E}", "\0", "\n",
            ":", "🎬", "CON", ".mp4", "\u{FE0F}", "%2F",
        ]
        var random = SeededGenerator(seed: 59)
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...12, using: &random)
            let proposed = (0..<count).compactMap { _ in pieces.randomElement(using: &random) }
                .joined()
            guard let name = FileName.safe(proposed) else { continue }
            let bytes = Array(name.utf8)
            let isSafe =
                !bytes.isEmpty && bytes.count <= 244 && !bytes.contains(0x2F)
                && !bytes.contains(0x5C) && bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
                && bytes.first != 0x2E && bytes.first != 0x2D
                && bytes.last != 0x2E && bytes.last != 0x20
            guard isSafe, FileName.safe(name) == name else {
                Issue.record("\(proposed.debugDescription) became \(name.debugDescription)")
                return
            }
        }
    }
}
