import Downstream
import Testing

@Suite("The expected media", .timeLimit(.minutes(5)))
struct ExpectedMediaTests {
    private static let ofEither: Set<MediaContainer> = [
        .mp4, .quickTime, .threeGP, .webM, .matroska, .mpegTS, .flv, .ogg, .asf, .mxf,
    ]

    @Test(arguments: MediaContainer.allCases)
    func `refuses what is certainly of another kind`(container: MediaContainer) {
        #expect(ExpectedMedia.video.refuses(container) == (container.kind != .video))
        #expect(ExpectedMedia.image.refuses(container) == (container.kind != .image))
        let isAudio = container.kind == .audio || Self.ofEither.contains(container)
        #expect(ExpectedMedia.audio.refuses(container) == !isAudio)
    }

    @Test func `refuses a page and a playlist whatever is expected`() {
        for expected in ExpectedMedia.allCases {
            for container in [MediaContainer.html, .json, .hls, .dash, .zip, .pdf] {
                #expect(expected.refuses(container))
            }
        }
        #expect(!ExpectedMedia.video.refuses(.mp4))
        #expect(ExpectedMedia.video.refuses(.m4a))
        #expect(ExpectedMedia.audio.refuses(.m4v))
        #expect(!ExpectedMedia.image.refuses(.svg))
    }

    @Test func `is anything unless told otherwise`() {
        #expect(Verification.default.expecting == nil)
        #expect(Verification(expecting: .video).expecting == .video)
        #expect(Verification(expecting: .video) != Verification(expecting: .image))
        #expect(ExpectedMedia(rawValue: "audio") == .audio)
    }
}
