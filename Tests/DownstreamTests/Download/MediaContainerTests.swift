import Downstream
import DownstreamTesting
import Testing

@Suite("What the first bytes show", .timeLimit(.minutes(5)))
struct MediaContainerTests {
    static let fixtures: [(String, MediaContainer, MediaContainer.Kind)] = [
        ("audio.aac", .aac, .audio),
        ("audio.flac", .flac, .audio),
        ("audio.m4a", .m4a, .audio),
        ("audio.mp3", .mp3, .audio),
        ("audio.ogg", .oggAudio, .audio),
        ("audio.opus", .oggAudio, .audio),
        ("audio.wav", .wav, .audio),
        ("fragmented.mp4", .mp4, .video),
        ("image.gif", .gif, .image),
        ("image.jpg", .jpeg, .image),
        ("image.png", .png, .image),
        ("image.webp", .webP, .image),
        ("moov-last.mp4", .mp4, .video),
        ("video.3gp", .threeGP, .video),
        ("video.avi", .avi, .video),
        ("video.flv", .flv, .video),
        ("video.m4v", .m4v, .video),
        ("video.mkv", .matroska, .video),
        ("video.mov", .quickTime, .video),
        ("video.mp4", .mp4, .video),
        ("video.mpg", .mpegPS, .video),
        ("video.mxf", .mxf, .video),
        ("video.ogv", .ogg, .video),
        ("video.ts", .mpegTS, .video),
        ("video.webm", .webM, .video),
        ("video.wmv", .asf, .video),
        ("hls-ts/index0.ts", .mpegTS, .video),
        ("hls-fmp4/init.mp4", .mp4, .video),
        ("hls-fmp4/index0.m4s", .mp4, .video),
        ("hls-ts/index.m3u8", .hls, .text),
        ("hls-fmp4/index.m3u8", .hls, .text),
        ("dash/manifest.mpd", .dash, .text),
        ("README.md", .plainText, .text),
    ]

    @Test(arguments: fixtures)
    func `is what a real file is`(
        path: String,
        container: MediaContainer,
        kind: MediaContainer.Kind
    ) throws {
        let bytes = try Fixtures.media(path)
        let found = MediaContainer(firstBytes: Array(bytes.prefix(4096)))
        #expect(found == container)
        #expect(found?.kind == kind)
        #expect(MediaContainer(firstBytes: bytes) == container)
    }

    /// Refusing a good video because it is cut would be worse than saying nothing.
    @Test(arguments: fixtures)
    func `is never another kind for a file that is cut early`(
        path: String,
        container: MediaContainer,
        kind: MediaContainer.Kind
    ) throws {
        let bytes = try Fixtures.media(path)
        for count in 0...300 where count <= bytes.count {
            let cut = Array(bytes.prefix(count))
            guard let found = MediaContainer(firstBytes: cut) else { continue }
            // Letters and half a character may be text; an Ogg page may name its codec later.
            let isLetters = cut.dropLast().allSatisfy { (0x20..<0x7F).contains($0) }
            #expect(found.kind == kind || isLetters || container == .oggAudio && found == .ogg)
        }
    }

    @Test func `looks at no more than 4096 bytes`() {
        let bytes = Array(repeating: UInt8(ascii: "a"), count: 4096)
        #expect(MediaContainer.signatureLength == bytes.count)
        #expect(MediaContainer(firstBytes: bytes + [0]) == .plainText)
        #expect(MediaContainer(firstBytes: bytes.dropLast() + [0]) == nil)
    }

    @Test func `is nothing for bytes that say nothing`() {
        #expect(MediaContainer(firstBytes: []) == nil)
        for count in [1, 2, 7, 8, 100, 188, 376, 4096] {
            #expect(MediaContainer(firstBytes: Array(repeating: 0, count: count)) == nil)
            #expect(MediaContainer(firstBytes: Array(repeating: 0xFF, count: count)) == nil)
        }
    }

    @Test func `traps on no bytes`() throws {
        var random = SeededGenerator(seed: 188)
        let beginnings =
            try Self.fixtures.map { Array(try Fixtures.media($0.0).prefix(400)) }
            + [[], MediaBytes.utf16("<html>", isLittle: true), Array("[[{\"a\":".utf8)]
        for _ in 0..<20_000 {
            var bytes = beginnings.randomElement(using: &random) ?? []
            for _ in 0..<Int.random(in: 0...8, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: bytes.indices, using: &random)
                bytes[place] = UInt8.random(in: .min ... .max, using: &random)
            }
            bytes = Array(bytes.prefix(Int.random(in: 0...400, using: &random)))
            _ = MediaContainer(firstBytes: bytes)
        }
    }

    @Test func `is nothing for random bytes`() {
        var random = SeededGenerator(seed: 4096)
        for _ in 0..<2_000 {
            let count = Int.random(in: 64...600, using: &random)
            let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            #expect(MediaContainer(firstBytes: bytes) == nil)
        }
    }

    @Test func `has a name with an article, and a name in encodings`() {
        let names = MediaContainer.allCases.map(\.name)
        #expect(Set(names).count == names.count)
        for name in names where name != "plain text" {
            #expect(name.hasPrefix("a ") || name.hasPrefix("an "))
        }
        #expect(MediaContainer.html.name == "an HTML page")
        #expect(MediaContainer(rawValue: "quickTime") == .quickTime)
        #expect(MediaContainer.threeGP.rawValue == "threeGP")
    }
}
