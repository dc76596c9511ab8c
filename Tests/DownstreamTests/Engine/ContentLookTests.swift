import DownstreamTesting
import TestTraits
import Testing

@testable import Downstream

@Suite("Looking at the beginning of a file", .timeLimit(.minutes(5)))
struct ContentLookTests {
    private static let page = MediaBytes.padded(
        Array("<!DOCTYPE html><html><body>Please log in</body></html>".utf8),
        to: 8000
    )

    private func reading(_ bytes: [UInt8]) -> ContentCheck.Read {
        { count, offset in Array(bytes.dropFirst(Int(offset)).prefix(count)) }
    }

    private func feed(_ check: ContentCheck, _ bytes: [UInt8], _ span: Range<Int>) {
        unsafe bytes[span].withUnsafeBytes {
            unsafe check.update($0, at: Int64(span.lowerBound))
        }
    }

    private func started(_ expected: ExpectedMedia?) throws -> ContentCheck {
        let check = ContentCheck(Verification(expecting: expected))
        try check.begin(at: 0, announced: nil, nil)
        return check
    }

    @Test(.case(41)) func `refuses a page for a video as soon as it has seen enough`() throws {
        let check = try started(.video)
        feed(check, Self.page, 0..<4095)
        try check.look(isWhole: false)
        #expect(check.container == nil)
        feed(check, Self.page, 4095..<4100)
        let refusal = DownloadError.Reason.notTheExpectedMedia(expected: .video, found: .html)
        #expect(reason { try check.look(isWhole: false) } == refusal)
    }

    @Test(.case(41)) func `refuses a short page at its end`() throws {
        let check = try started(.video)
        feed(check, Self.page, 0..<60)
        try check.look(isWhole: false)
        let refusal = DownloadError.Reason.notTheExpectedMedia(expected: .video, found: .html)
        #expect(reason { try check.look(isWhole: true) } == refusal)
    }

    @Test func `takes a page where none but a page was to be had`() throws {
        let check = try started(nil)
        feed(check, Self.page, 0..<8000)
        try check.look(isWhole: false)
        #expect(check.container == .html)
    }

    @Test func `does not refuse what it cannot name`() throws {
        let check = try started(.video)
        let bytes = [UInt8](BytePattern.bytes(0..<5000))
        feed(check, bytes, 0..<5000)
        try check.look(isWhole: true)
        #expect(check.container == nil)
    }

    @Test(arguments: ["video.mp4", "video.mkv", "video.ts", "video.webm"])
    func `knows a video by its beginning, in whatever pieces it comes`(name: String) throws {
        let bytes = try Fixtures.media(name)
        let check = try started(.video)
        for offset in stride(from: 0, to: bytes.count, by: 1000) {
            feed(check, bytes, offset..<min(offset + 1000, bytes.count))
            try check.look(isWhole: false)
        }
        #expect(check.container == MediaContainer(firstBytes: Array(bytes.prefix(4096))))
        #expect(check.container != nil)
    }

    @Test(arguments: [1, 20, 4095, 4096, 6000])
    func `reads the beginning back after a resume`(offset: Int) throws {
        let check = ContentCheck(Verification(expecting: .video))
        try check.begin(at: Int64(offset), announced: nil, reading(Self.page))
        feed(check, Self.page, offset..<8000)
        let refusal = DownloadError.Reason.notTheExpectedMedia(expected: .video, found: .html)
        #expect(reason { try check.look(isWhole: false) } == refusal)
    }

    @Test func `forgets the beginning of another file`() throws {
        let check = try started(.video)
        feed(check, Self.page, 0..<100)
        #expect(reason { try check.look(isWhole: true) } != nil)

        let video = try Fixtures.media("video.mp4")
        try check.begin(at: 0, announced: nil, nil)
        #expect(check.container == nil)
        feed(check, video, 0..<video.count)
        try check.look(isWhole: true)
        #expect(check.container == .mp4)
    }

    // MARK: The end

    private func missing(_ bytes: [UInt8]) throws -> Int64? {
        let check = try started(nil)
        feed(check, bytes, 0..<bytes.count)
        try check.look(isWhole: true)
        return try check.missingBytes(Int64(bytes.count), reading(bytes))
    }

    @Test(arguments: ["video.mp4", "moov-last.mp4", "fragmented.mp4", "video.mov", "audio.m4a"])
    func `misses nothing of a whole file`(name: String) throws {
        #expect(try missing(try Fixtures.media(name)) == nil)
    }

    @Test(.case(22), arguments: ["video.mp4", "moov-last.mp4", "video.mov"], [1, 100, 3000])
    func `tells how many bytes the last box lacks`(name: String, count: Int) throws {
        let bytes = try Fixtures.media(name)
        let walk = try wholeBoxes(bytes)
        let length = bytes.count - count
        let end = try #require(walk.first { $0 > length })
        // A cut between two boxes does not show.
        guard !walk.contains(length), length - (walk.last { $0 < length } ?? 0) >= 8 else { return }
        #expect(try missing(Array(bytes.prefix(length))) == Int64(end - length))
    }

    /// Where the top-level boxes of a file end.
    private func wholeBoxes(_ bytes: [UInt8]) throws -> [Int] {
        var ends: [Int] = []
        while (ends.last ?? 0) < bytes.count {
            let start = ends.last ?? 0
            let size = bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
            try #require(size >= 8)
            ends.append(start + size)
        }
        return ends
    }

    @Test func `looks for boxes only where there are some`() throws {
        let video = try Fixtures.media("video.mkv")
        #expect(try missing(Array(video.prefix(5000))) == nil)
        #expect(try missing(Self.page) == nil)
    }

    @Test func `cannot tell without the bytes`() throws {
        let video = try Fixtures.media("video.mp4")
        let check = try started(nil)
        feed(check, video, 0..<5000)
        try check.look(isWhole: true)
        #expect(check.container == .mp4)
        #expect(try check.missingBytes(5000, nil) == nil)
        #expect(try check.missingBytes(5000, reading(Array(video.prefix(5000)))) != nil)
    }
}
