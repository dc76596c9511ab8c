import Downstream
import TestTraits
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("Where the file goes", .timeLimit(.minutes(5)))
struct TargetTests {
    private func target(
        _ destination: Destination,
        rule: ExistingFileRule? = nil,
        from source: String = "http://example.com/x",
        identity: String? = nil
    ) throws -> Target? {
        try Target(
            Download(from: source, to: destination, identity: identity, existingFile: rule)
        )
    }

    @Test(
        .case(66),
        arguments: [
            ("/tmp/x.mp4", "/tmp", "x.mp4", "/tmp/x.mp4.part"),
            ("/x.mp4", "/", "x.mp4", "/x.mp4.part"),
            ("x.mp4", ".", "x.mp4", "./x.mp4.part"),
            ("a/b/x", "a/b", "x", "a/b/x.part"),
            ("../x", "..", "x", "../x.part"),
            ("/tmp//x", "/tmp/", "x", "/tmp/x.part"),
            ("//x", "/", "x", "/x.part"),
            ("/tmp/.hidden", "/tmp", ".hidden", "/tmp/.hidden.part"),
            ("/tmp/...", "/tmp", "...", "/tmp/....part"),
            ("/tmp/a b\n", "/tmp", "a b\n", "/tmp/a b\n.part"),
            ("/tmp/\u{301}x", "/tmp", "\u{301}x", "/tmp/\u{301}x.part"),
        ]
    )
    func `puts the partial file beside the file`(
        path: String,
        folder: String,
        name: String,
        partial: String
    ) throws {
        let target = try #require(try target(.file(path: path)))

        #expect(target.folder == folder)
        #expect(target.name == name)
        #expect(target.partialPath == partial)
        #expect(target.rule == .replace)
    }

    @Test(arguments: ["", "\0", "/tmp/\0x", "/", "/tmp/", "/tmp/.", "/tmp/..", ".", "..", "a/"])
    func `refuses a path that names no file`(path: String) {
        #expect(throws: DownloadError.Reason.self) { _ = try target(.file(path: path)) }
    }

    @Test(arguments: ["", "\0", "/tmp\0/x"])
    func `refuses a path that names no folder`(path: String) {
        #expect(throws: DownloadError.Reason.self) { _ = try target(.directory(path: path)) }
    }

    @Test(arguments: ["http://example.com/x", "ftp://x/y", "x", "/tmp/x", "data:,"])
    func `refuses a URL that is no file URL`(text: String) throws {
        let url = try #require(URL(string: text))
        #expect(throws: DownloadError.Reason.self) { _ = try target(.file(url)) }
        #expect(throws: DownloadError.Reason.self) { _ = try target(.directory(url)) }
    }

    @Test func `reads a file URL without its encoding`() throws {
        let url = try #require(URL(string: "file:///tmp/a%20b%3F.mp4"))
        #expect(try target(.file(url)) == target(.file(path: "/tmp/a b?.mp4")))
    }

    @Test func `refuses a file URL with an encoded NUL`() throws {
        let url = try #require(URL(string: "file:///tmp/a%00b"))
        #expect(throws: DownloadError.Reason.self) { _ = try target(.file(url)) }
    }

    @Test func `fits the partial name into 255 bytes`() throws {
        for name in [
            String(repeating: "a", count: 255), String(repeating: "é", count: 127),
            String(repeating: "日", count: 85), String(repeating: "👨‍👩‍👧", count: 14),
            "a" + String(repeating: "\u{301}", count: 127),
        ] {
            let target = try #require(try target(.file(path: "/tmp/\(name)")))
            #expect(target.name == name)
            #expect(target.partialName.utf8.count <= 255)
            #expect(target.partialName.utf8.count > 200)
            #expect(target.partialName.hasSuffix(".part"))
        }
    }

    @Test func `names the partial file in a folder after the download`() throws {
        let folder = Destination.directory(path: "/tmp/")
        let first = try #require(try target(folder))

        #expect(first.name == nil)
        #expect(first.rule == .number)
        #expect(first.partialName.utf8.count == 22)
        #expect(first.partialName.hasPrefix("."))
        #expect(first.partialPath == "/tmp/" + first.partialName)
        #expect(try target(folder, from: "http://u:p@EXAMPLE.com/x#part") == first)
        #expect(try target(folder, from: "http://example.com/x?signed") != first)
        #expect(try target(folder, from: "http://example.com/y") != first)
        #expect(try target(folder, identity: "asset") != first)
        #expect(
            try target(folder, identity: "asset")
                == target(folder, from: "http://example.com/y", identity: "asset")
        )
    }

    @Test func `has no place for a download to nowhere`() throws {
        #expect(try target(.nowhere) == nil)
    }

    @Test(arguments: [ExistingFileRule.replace, .keep, .fail, .number, .update])
    func `follows the rule it is given`(rule: ExistingFileRule) throws {
        #expect(try target(.file(path: "/tmp/x"), rule: rule)?.rule == rule)
        #expect(try target(.directory(path: "/tmp"), rule: rule)?.rule == rule)
    }

    @Test func `describes a destination without control characters`() {
        #expect(Destination.file(path: "/tmp/a\nb").description == "/tmp/a\\u{a}b")
        #expect(Destination.nowhere.description == "nowhere")
    }
}
