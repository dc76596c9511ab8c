import Downstream
import Testing

@Suite("What the first boxes show", .timeLimit(.minutes(5)))
struct MediaContainerBoxTests {
    @Test(arguments: [
        (["isom"], MediaContainer.mp4), (["iso6", "dash"], .mp4), (["mp42", "M4A ", "isom"], .mp4),
        (["avc1"], .mp4), (["dash"], .mp4), (["cmfc"], .mp4), (["msdh"], .mp4), (["xxxx"], .mp4),
        (["xxxx", "yyyy"], .mp4), (["xxxx", "M4A "], .mp4), (["isom", "qt  "], .mp4),
        (["M4V ", "M4A ", "mp42"], .m4v), (["M4VH"], .m4v), (["M4VP"], .m4v),
        (["M4A ", "mp42", "isom"], .m4a), (["M4B "], .m4a), (["F4A "], .m4a),
        (["qt  ", "isom"], .quickTime), (["xxxx", "qt  "], .quickTime),
        (["3gp4"], .threeGP), (["3g2a"], .threeGP), (["3ge6"], .threeGP), (["3gr9"], .threeGP),
        (["xxxx", "3gp5"], .threeGP),
        (["avif", "mif1", "miaf"], .avif), (["avis"], .avif), (["mif1", "avif"], .avif),
        (["heic", "mif1"], .heic), (["heix"], .heic), (["mif1", "heic"], .heic), (["mif1"], .heic),
        (["msf1", "iso8", "hevc"], .heic), (["xxxx", "avif"], .avif),
        (["xxxx", "heic", "isom"], .mp4),
    ])
    func `are brands`(brands: [String], container: MediaContainer) {
        let all = brands.map { Array($0.utf8) }
        let ftyp = MediaBytes.box("ftyp", all[0] + [0, 0, 2, 0] + all.dropFirst().joined())
        #expect(MediaContainer(firstBytes: ftyp) == container)
        let later = MediaBytes.box("free", [1, 2, 3]) + ftyp + MediaBytes.box("moov")
        #expect(MediaContainer(firstBytes: later) == container)
    }

    @Test func `are brands in the first box alone`() {
        // The brand behind the end of the box is none.
        let ftyp = MediaBytes.box("ftyp", Array("xxxx\0\0\0\0".utf8)) + Array("avif".utf8)
        #expect(MediaContainer(firstBytes: ftyp) == .mp4)
        let crowded = MediaBytes.ftyp("xxxx", "yyyy", "avif")
        #expect(MediaContainer(firstBytes: crowded) == .avif)
        // A large size says the same.
        let large = [0, 0, 0, 1] + Array("ftyp".utf8) + MediaBytes.bigEndian(Int64(24))
        #expect(MediaContainer(firstBytes: large + Array("M4V \0\0\0\0".utf8)) == .m4v)
    }

    @Test(arguments: [0, 2, 7, 8, 11, 65_536, 0x2020_2020])
    func `are not brands in a box of a size that can't be`(size: UInt32) {
        let bytes = MediaBytes.bigEndian(size) + Array("ftypqt  \0\0\0\0isom".utf8)
        #expect(MediaContainer(firstBytes: bytes) == nil)
    }

    @Test func `are no brands where raw pictures have them`() {
        #expect(MediaContainer(firstBytes: MediaBytes.ftyp("crx ", "isom")) == nil)
    }

    @Test(arguments: ["styp", "moof", "sidx", "emsg", "prft"])
    func `are those of a media segment`(type: String) {
        #expect(MediaContainer(firstBytes: MediaBytes.box(type, [1, 2, 3, 4])) == .mp4)
    }

    @Test func `are those of a movie from before brands`() {
        let index = MediaBytes.box("moov", MediaBytes.box("mvhd", [1, 2]))
        let media = MediaBytes.box("mdat", MediaBytes.zeros(100))
        let long = MediaBytes.bigEndian(UInt32(9_000_000)) + Array("mdat".utf8) + [1, 2, 3]
        let endless = [0, 0, 0, 0] + Array("mdat".utf8) + [1, 2, 3]
        let large = [0, 0, 0, 1] + Array("mdat".utf8) + MediaBytes.bigEndian(Int64.max) + [1]
        for bytes in [
            index, index + media, media + index, MediaBytes.box("wide") + long, long, endless,
            large,
            MediaBytes.box("pnot", MediaBytes.zeros(12)) + media,
            MediaBytes.box("skip", MediaBytes.zeros(12)) + MediaBytes.box("free") + index,
        ] {
            #expect(MediaContainer(firstBytes: bytes) == .quickTime)
        }
    }

    @Test func `are none where what follows is no box`() {
        let filler = MediaBytes.box("free", MediaBytes.zeros(12))
        let media = MediaBytes.box("mdat", MediaBytes.zeros(100))
        for bytes in [
            filler, filler + MediaBytes.zeros(40), filler + MediaBytes.box("abcd"),
            MediaBytes.box("moov"), MediaBytes.box("moov", MediaBytes.box("abcd")),
            media + MediaBytes.zeros(40), media + MediaBytes.box("abcd"),
            MediaBytes.box("jP  ", [0x0D, 0x0A, 0x87, 0x0A]),
            [0, 0, 0, 1] + Array("mdat".utf8) + MediaBytes.bigEndian(UInt64.max),
        ] {
            #expect(MediaContainer(firstBytes: bytes) == nil)
        }
    }

    /// The size of a box can read like the start of another format.
    @Test(arguments: [0x1BA, 0x1B3, 0x100])
    func `win over formats that begin with their size`(size: UInt32) {
        let bytes = MediaBytes.bigEndian(size) + Array("ftypisom\0\0\0\0".utf8)
        #expect(MediaContainer(firstBytes: MediaBytes.padded(bytes, to: 600)) == .mp4)
    }
}
