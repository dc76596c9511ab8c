/// Audio in frames: MPEG audio and AAC, with a tag before the first frame or without.
enum AudioSignature {
    @Sendable static func container(_ view: ByteView) -> MediaContainer? {
        if let tag = tagLength(view) {
            if ADTSFrame(view, at: tag) != nil { return .aac }
            return view.has("fLaC".utf8, at: tag) ? .flac : .mp3
        }
        // One header may be chance; a second one where the first says so is not.
        if let first = ADTSFrame(view, at: 0) {
            return ADTSFrame(view, at: first.length)?.format == first.format ? .aac : nil
        }
        if let first = MPEGAudioFrame(view, at: 0) {
            return MPEGAudioFrame(view, at: first.length)?.format == first.format ? .mp3 : nil
        }
        return nil
    }

    /// The length of the ID3 tag at the beginning; nil where there is none.
    private static func tagLength(_ view: ByteView) -> Int? {
        let size = view[6..<10]
        guard view.has("ID3".utf8), size.count == 4, size.allSatisfy({ $0 < 0x80 }),
            let version = view[3], (2...4).contains(version), let flags = view[5]
        else { return nil }
        let footer = flags & 0x10 != 0 ? 10 : 0
        return 10 + size.reduce(0) { $0 << 7 | Int($1) } + footer
    }
}
