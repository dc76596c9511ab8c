/// Ogg: each stream in it begins with a page that names its codec (RFC 3533).
enum OggSignature {
    private static let audio: [[UInt8]] = [
        Array("\u{1}vorbis".utf8), Array("OpusHead".utf8), Array("\u{7F}FLAC".utf8),
        Array("fLaC".utf8), Array("Speex   ".utf8),
    ]
    /// A description of the other streams, and none itself.
    private static let skeleton = Array("fishead\0".utf8)

    @Sendable static func container(_ view: ByteView) -> MediaContainer? {
        guard view.has("OggS\0".utf8) else { return nil }
        var hasAudio = false
        var offset = 0
        // All first pages come before any second one; the video's need not be the first of them.
        while let segments = firstPage(view, at: offset) {
            let start = offset + 27 + segments
            if audio.contains(where: { view.has($0, at: start) }) {
                hasAudio = true
            } else if !view.has(skeleton, at: start) {
                return .ogg
            }
            offset = start + view[offset + 27..<start].reduce(0) { $0 + Int($1) }
        }
        return hasAudio ? .oggAudio : .ogg
    }

    /// How many segments the first page of a stream has; nil where no such page is.
    private static func firstPage(_ view: ByteView, at offset: Int) -> Int? {
        guard view.has("OggS".utf8, at: offset), let flags = view[offset + 5], flags & 2 != 0,
            let segments = view[offset + 26]
        else { return nil }
        return Int(segments)
    }
}
