import Downstream
import Testing

@Suite("What signatures and streams show", .timeLimit(.minutes(5)))
struct MediaContainerStreamTests {
    @Test(arguments: [
        ("RIFF\u{1}\0\0\0WAVEfmt ", MediaContainer.wav), ("RF64\u{1}\0\0\0WAVEds64", .wav),
        ("FORM\0\0\0\u{1}AIFFCOMM", .aiff), ("FORM\0\0\0\u{1}AIFCFVER", .aiff),
        ("GIF87a\u{1}\0", .gif), ("II*\0\u{8}\0\0\0", .tiff), ("MM\0*\0\0\0\u{8}", .tiff),
        ("MThd\0\0\0\u{6}\0\u{1}", .midi), ("%PDF-1.7\n", .pdf), ("PK\u{3}\u{4}\u{14}\0", .zip),
        ("PK\u{5}\u{6}\0\0", .zip),
    ])
    func `are fixed bytes`(text: String, container: MediaContainer) {
        #expect(MediaContainer(firstBytes: Array(text.utf8)) == container)
    }

    @Test func `are fixed bytes that are no text`() {
        #expect(MediaContainer(firstBytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0]) == .gzip)
        #expect(MediaContainer(firstBytes: Array("RIFF\u{1}\0\0\0ACON".utf8)) == nil)
        #expect(MediaContainer(firstBytes: Array("RIFF\u{1}\0\0".utf8)) == nil)
        #expect(MediaContainer(firstBytes: Array("PK\u{1}\u{2}".utf8)) == nil)
        #expect(MediaContainer(firstBytes: [0xFF, 0xD8]) == nil)
    }

    @Test func `are bitmaps and icons`() throws {
        let bitmap: [UInt8] =
            Array("BM".utf8) + [0x46, 0, 0, 0, 0, 0, 0, 0, 0x36, 0, 0, 0, 40, 0, 0, 0, 1]
        let icon: [UInt8] = [0, 0, 1, 0, 1, 0, 16, 16, 0, 0, 1, 0, 32, 0, 9, 0, 0, 0, 22, 0, 0, 0]
        #expect(MediaContainer(firstBytes: bitmap) == .bmp)
        #expect(MediaContainer(firstBytes: icon) == .ico)
        for (place, value) in [(6, 1), (14, 41)] {
            var other = bitmap
            other[place] = UInt8(value)
            #expect(MediaContainer(firstBytes: other) == nil)
        }
        // No pictures or too many, a set reserved byte, planes, bits, no size, a wrong offset.
        let wrong = [(4, 0), (5, 1), (9, 1), (10, 2), (12, 33), (14, 0), (18, 21)]
        for (place, value) in wrong {
            var other = icon
            other[place] = UInt8(value)
            #expect(MediaContainer(firstBytes: other) == nil)
        }
    }

    @Test func `are packets of a transport stream`() {
        for (first, length) in [(0, 188), (4, 192)] {
            var bytes = MediaBytes.zeros(4096)
            for place in stride(from: first, to: bytes.count, by: length) { bytes[place] = 0x47 }
            #expect(MediaContainer(firstBytes: bytes) == .mpegTS)
            #expect(MediaContainer(firstBytes: Array(bytes.prefix(2 * length))) == .mpegTS)
            #expect(MediaContainer(firstBytes: Array(bytes.prefix(length))) == nil)
            // Damage further on does not make it another thing.
            bytes[first + 5 * length] = 0
            #expect(MediaContainer(firstBytes: bytes) == .mpegTS)
            bytes[first + 2 * length] = 0
            #expect(MediaContainer(firstBytes: bytes) == nil)
        }
    }

    @Test func `are packs of a program stream and sequences of video`() {
        #expect(MediaContainer(firstBytes: [0, 0, 1, 0xBA, 0x44]) == .mpegPS)
        #expect(MediaContainer(firstBytes: [0, 0, 1, 0xBA, 0x21]) == .mpegPS)
        #expect(MediaContainer(firstBytes: [0, 0, 1, 0xBA, 0x81]) == nil)
        #expect(MediaContainer(firstBytes: [0, 0, 1, 0xBA]) == nil)
        let video: [UInt8] = [0, 0, 1, 0xB3, 0x0A, 0x00, 0x78, 0x13, 0xFF, 0xFF, 0xE0]
        #expect(MediaContainer(firstBytes: video) == .mpegVideo)
        #expect(MediaContainer(firstBytes: video.dropLast() + [0xC0]) == nil)
        #expect(MediaContainer(firstBytes: video.prefix(7) + [0x19, 0xFF, 0xFF, 0xE0]) == nil)
        #expect(MediaContainer(firstBytes: Array(video.prefix(9))) == nil)
    }

    @Test(arguments: [
        ("webm", MediaContainer.webM), ("matroska", .matroska), ("webm\0\0", .webM), ("other", nil),
        ("", nil),
    ])
    func `are the document type of EBML`(type: String, container: MediaContainer?) {
        let size = UInt8(type.utf8.count)
        // A version and a void element come first; the document type may be long away.
        let elements: [UInt8] =
            [0x42, 0x86, 0x81, 1, 0xEC, 0x40, 120] + MediaBytes.zeros(120)
            + [0x42, 0x82, 0x80 | size] + Array(type.utf8)
        let magic: [UInt8] = [0x1A, 0x45, 0xDF, 0xA3]
        let known = magic + [0x01, 0, 0, 0, 0, 0, 0, UInt8(elements.count)] + elements
        #expect(MediaContainer(firstBytes: known) == container)
        #expect(MediaContainer(firstBytes: magic + [0xFF] + elements) == container)
        #expect(MediaContainer(firstBytes: magic + [0x01] + known.dropFirst(5)) == container)
        // Behind the header is no document type.
        #expect(MediaContainer(firstBytes: magic + [0x84] + elements) == nil)
        #expect(MediaContainer(firstBytes: known.dropLast(1 + type.utf8.count)) == nil)
    }

    @Test func `are the codecs of all streams in Ogg`() {
        let video = MediaBytes.page("\u{1}video\0\0\0")
        let vorbis = MediaBytes.page("\u{1}vorbis....")
        let opus = MediaBytes.page("OpusHead....")
        let skeleton = MediaBytes.page("fishead\0....")
        let next = MediaBytes.page("whatever", isFirst: false)
        let cases: [([UInt8], MediaContainer)] = [
            (vorbis, .oggAudio), (opus + next, .oggAudio), (vorbis + opus + next, .oggAudio),
            (MediaBytes.page("\u{7F}FLAC") + next, .oggAudio),
            (MediaBytes.page("Speex   1.2") + next, .oggAudio),
            (skeleton + vorbis + next, .oggAudio), (skeleton, .ogg), (skeleton + video, .ogg),
            (video, .ogg), (video + vorbis + next, .ogg), (vorbis + video + next, .ogg),
            (MediaBytes.page("BBCD\0...."), .ogg), (MediaBytes.page("unknown"), .ogg),
            (vorbis + MediaBytes.page("unknown"), .ogg), (next, .ogg), (next + vorbis, .ogg),
        ]
        for (bytes, container) in cases {
            #expect(MediaContainer(firstBytes: bytes) == container)
        }
    }

    @Test func `are a partition of MXF, perhaps behind a run-in`() {
        let key: [UInt8] = [0x06, 0x0E, 0x2B, 0x34, 0x02, 0x05, 0x01, 0x01, 0x0D, 0x01, 0x02]
        #expect(MediaContainer(firstBytes: key) == .mxf)
        #expect(MediaContainer(firstBytes: MediaBytes.zeros(4085) + key) == .mxf)
        #expect(MediaContainer(firstBytes: MediaBytes.zeros(4086) + key) == nil)
        #expect(MediaContainer(firstBytes: key.dropLast()) == nil)
    }

    @Test func `are a partition of MXF behind what begins like one`() {
        let key: [UInt8] = [0x06, 0x0E, 0x2B, 0x34, 0x02, 0x05, 0x01, 0x01, 0x0D, 0x01, 0x02]
        for length in 0...22 {
            for start in key.indices {
                let runIn = (0..<length).map { key[(start + $0) % (key.count - 1)] }
                #expect(MediaContainer(firstBytes: runIn + key) == .mxf)
                #expect(MediaContainer(firstBytes: runIn + key.dropLast()) == nil)
            }
        }
    }

    /// Headers of frames, with their lengths by the standard.
    @Test(arguments: [
        ([0xFF, 0xFB, 0x90, 0x00], 417, MediaContainer.mp3),  // MPEG-1, III, 128 kbit/s, 44.1 kHz
        ([0xFF, 0xFB, 0x92, 0x00], 418, .mp3),  // padded
        ([0xFF, 0xFA, 0x90, 0x00], 417, .mp3),  // with a checksum
        ([0xFF, 0xFD, 0xA4, 0x00], 576, .mp3),  // II, 192, 48
        ([0xFF, 0xFF, 0xC8, 0x00], 576, .mp3),  // I, 384, 32
        ([0xFF, 0xF3, 0x80, 0x00], 208, .mp3),  // MPEG-2, III, 64, 22.05
        ([0xFF, 0xE3, 0x48, 0x00], 288, .mp3),  // MPEG-2.5, III, 32, 8
        ([0xFF, 0xF1, 0x50, 0x40, 0x14, 0x1F, 0xFC, 0xDE], 160, .aac),
    ])
    func `are two audio frames`(header: [UInt8], length: Int, container: MediaContainer) {
        let frame = MediaBytes.padded(header, to: length)
        #expect(MediaContainer(firstBytes: frame + header) == container)
        #expect(MediaContainer(firstBytes: frame + [0] + header) == nil)
        #expect(MediaContainer(firstBytes: frame) == nil)
        #expect(MediaContainer(firstBytes: header) == nil)
        // Another frequency is another stream.
        var other = header
        other[2] ^= container == .aac ? 0x04 : 0x08
        #expect(MediaContainer(firstBytes: frame + other) == nil)
    }

    @Test(arguments: [
        [0xFF, 0xFB, 0x00, 0x00], [0xFF, 0xFB, 0xF0, 0x00], [0xFF, 0xFB, 0x9C, 0x00],
        [0xFF, 0xEB, 0x80, 0x00], [0xFF, 0xF9, 0x90, 0x00], [0xFF, 0xD0, 0x90, 0x00],
        [0xFF, 0xF3, 0x50, 0x40, 0x14, 0x1F, 0xFC, 0xDE],
        [0xFF, 0xF1, 0x74, 0x40, 0x14, 0x1F, 0xFC, 0xDE],
        [0xFF, 0xF1, 0x50, 0x40, 0x00, 0x1F, 0xFC, 0xDE],
    ])
    func `are no audio frames with reserved numbers`(header: [UInt8]) {
        // Wherever the frame would end, if its length divides by four, is a second header.
        let frames = (0..<200).flatMap { _ in header }
        #expect(MediaContainer(firstBytes: frames) == nil)
    }

    @Test func `are the audio behind a tag`() {
        let tag = Array("ID3\u{4}\0\0\0\0\u{1}\0".utf8) + MediaBytes.zeros(128)
        let frame: [UInt8] = [0xFF, 0xF1, 0x50, 0x40, 0x14, 0x1F, 0xFC, 0xDE]
        #expect(MediaContainer(firstBytes: tag + frame) == .aac)
        #expect(MediaContainer(firstBytes: tag + Array("fLaC".utf8)) == .flac)
        #expect(MediaContainer(firstBytes: tag) == .mp3)
        #expect(MediaContainer(firstBytes: Array(tag.prefix(10))) == .mp3)
        #expect(MediaContainer(firstBytes: Array(tag.prefix(9))) == nil)
        var footed = tag
        footed[5] = 0x10
        #expect(MediaContainer(firstBytes: footed + MediaBytes.zeros(10) + frame) == .aac)
        for (place, value) in [(3, 5), (3, 1), (6, 0x80), (9, 0xFF)] {
            var other = tag
            other[place] = UInt8(value)
            #expect(MediaContainer(firstBytes: other) == nil)
        }
    }
}
