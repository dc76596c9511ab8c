import Downstream
import Testing

@Suite("Walking the boxes of a file", .timeLimit(.minutes(5)))
struct BoxWalkTests {
    /// What a walk finds missing in a file, and how many headers it read for that.
    private func walk(_ bytes: [UInt8]) -> (missing: Int64?, headers: Int) {
        var walk = BoxWalk(size: Int64(bytes.count))
        var headers = 0
        while let range = walk.nextHeader {
            headers += 1
            walk.take(Array(bytes[Int(range.lowerBound)..<Int(range.upperBound)]))
        }
        return (walk.missing, headers)
    }

    @Test(arguments: [
        ("video.mp4", 4), ("moov-last.mp4", 4), ("video.mov", 4), ("video.m4v", 4),
        ("audio.m4a", 4), ("video.3gp", 4), ("fragmented.mp4", 5), ("hls-fmp4/init.mp4", 2),
        ("hls-fmp4/index0.m4s", 5),
    ])
    func `finds nothing missing in a whole file`(path: String, boxes: Int) throws {
        let found = walk(try Fixtures.media(path))
        #expect(found.missing == nil)
        #expect(found.headers == boxes)
    }

    /// The movie data begin at 40 and end at 8167, where the index begins.
    @Test(arguments: [
        (9961, 1), (9000, 962), (8175, 1787), (8166, 1), (8000, 167), (4096, 4071), (48, 8119),
        (39, nil), (40, nil), (47, nil), (8167, nil), (8174, nil), (31, 1), (32, nil), (16, 16),
        (8, 24), (7, nil), (1, nil), (0, nil),
    ])
    func `finds how many bytes of the last box are missing`(count: Int, missing: Int64?) throws {
        let bytes = try Fixtures.media("moov-last.mp4")
        #expect(bytes.count == 9962)
        #expect(walk(Array(bytes.prefix(count))).missing == missing)
    }

    @Test func `reads large sizes`() {
        let header = [0, 0, 0, 1] + Array("mdat".utf8)
        let whole = header + MediaBytes.bigEndian(Int64(20)) + MediaBytes.zeros(4)
        #expect(walk(whole + MediaBytes.box("free")).headers == 2)
        #expect(walk(Array(whole.dropLast(3))).missing == 3)
        let huge = header + MediaBytes.bigEndian(Int64.max)
        #expect(walk(huge).missing == Int64.max - 16)
        // The second one would end beyond the last number there is.
        #expect(walk(MediaBytes.box("free") + huge).missing == Int64.max - 16)
    }

    @Test func `says nothing of what cannot be a box`() {
        let first = MediaBytes.box("ftyp", MediaBytes.zeros(8))
        let large = first + [0, 0, 0, 1] + Array("mdat".utf8)
        for bytes in [
            first + MediaBytes.bigEndian(UInt32(7)) + Array("mdat".utf8),
            first + MediaBytes.bigEndian(UInt32(2)) + Array("mdat".utf8),
            large, large + MediaBytes.zeros(7), large + MediaBytes.bigEndian(Int64(15)),
            large + MediaBytes.bigEndian(UInt64.max), large + MediaBytes.bigEndian(Int64.min),
            first + [0, 0, 0], first + Array("TAGx".utf8) + Array("Song".utf8),
        ] {
            #expect(walk(bytes).missing == nil)
            #expect(walk(bytes).headers == 2)
        }
    }

    @Test func `lets a box of no size go on to the end`() {
        let media = [0, 0, 0, 0] + Array("mdat".utf8) + MediaBytes.zeros(100)
        let found = walk(MediaBytes.box("ftyp", MediaBytes.zeros(8)) + media)
        #expect(found.missing == nil)
        #expect(found.headers == 2)
    }

    @Test func `reads on behind types that it does not know`() {
        let bytes = MediaBytes.box("abcd", [1, 2, 3]) + MediaBytes.box("mdat", [1, 2, 3])
        #expect(walk(Array(bytes.dropLast())).missing == 1)
        #expect(walk(Array(bytes.prefix(10))).missing == nil)
    }

    @Test func `ends after 100,000 boxes`() {
        let boxes = (0..<100_000).flatMap { _ in MediaBytes.box("free") }
        let found = walk(boxes + MediaBytes.box("mdat", [1]).dropLast())
        #expect(found.missing == nil)
        #expect(found.headers == 100_000)
        #expect(walk(boxes.dropLast(8) + MediaBytes.box("mdat", [1]).dropLast()).missing == 1)
    }

    @Test func `ends where the bytes cannot be read`() {
        for bytes in [[], [0, 0, 0, 9], MediaBytes.box("mdat", MediaBytes.zeros(100))] {
            var walk = BoxWalk(size: 50)
            #expect(walk.nextHeader == 0..<16)
            walk.take(bytes)
            #expect(walk.nextHeader == nil)
            #expect(walk.missing == nil)
            walk.take(MediaBytes.box("mdat", MediaBytes.zeros(8)))
            #expect(walk.missing == nil)
        }
        #expect(BoxWalk(size: 0).nextHeader == nil)
        #expect(BoxWalk(size: -1).nextHeader == nil)
        #expect(BoxWalk(size: .max).nextHeader == 0..<16)
        #expect(BoxWalk(size: 9).nextHeader == 0..<9)
    }
}
