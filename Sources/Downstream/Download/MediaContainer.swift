/// What a file is, by its first bytes and not by its name.
@nonexhaustive
public enum MediaContainer: String, Sendable, Equatable, Codable, CaseIterable {
    /// MPEG-4, whole, fragmented or a media segment; it can hold audio alone.
    case mp4
    /// QuickTime (`.mov`); it can hold audio alone.
    case quickTime
    /// Apple's MPEG-4 with video (`.m4v`).
    case m4v
    /// MPEG-4 with audio alone (`.m4a`).
    case m4a
    /// 3GPP or 3GPP2 (`.3gp`, `.3g2`); it can hold audio alone.
    case threeGP
    /// WebM; it can hold audio alone.
    case webM
    /// Matroska (`.mkv`); it can hold audio alone.
    case matroska
    /// Audio Video Interleave.
    case avi
    /// An MPEG transport stream (`.ts`, `.m2ts`); it can hold audio alone.
    case mpegTS
    /// An MPEG program stream (`.mpg`, `.vob`).
    case mpegPS
    /// MPEG-1 or MPEG-2 video without a container.
    case mpegVideo
    /// Flash Video; it can hold audio alone.
    case flv
    /// Ogg with video, or with a codec that is not known.
    case ogg
    /// Ogg with Vorbis, Opus, FLAC or Speex alone.
    case oggAudio
    /// Advanced Systems Format (`.wmv`, `.wma`); it can hold audio alone.
    case asf
    /// Material Exchange Format; it can hold audio alone.
    case mxf
    /// MPEG audio of any layer, usually the third.
    case mp3
    /// AAC in ADTS frames.
    case aac
    /// FLAC without a container.
    case flac
    /// Waveform audio, RF64 and BW64 too.
    case wav
    /// Audio Interchange File Format, AIFF-C too.
    case aiff
    /// Standard MIDI.
    case midi
    /// JPEG.
    case jpeg
    /// Portable Network Graphics.
    case png
    /// Graphics Interchange Format, animated or not.
    case gif
    /// WebP.
    case webP
    /// Windows bitmap.
    case bmp
    /// Tagged Image File Format.
    case tiff
    /// AV1 image, or a sequence of them.
    case avif
    /// High-efficiency image, or a sequence of them.
    case heic
    /// Windows icon.
    case ico
    /// Scalable Vector Graphics.
    case svg
    /// HTML or XHTML.
    case html
    /// XML that is none of the other cases.
    case xml
    /// JSON.
    case json
    /// Text that is none of the other cases.
    case plainText
    /// An HTTP Live Streaming playlist (`#EXTM3U`).
    case hls
    /// An MPEG-DASH manifest.
    case dash
    /// Portable Document Format.
    case pdf
    /// ZIP, and what is packed as one.
    case zip
    /// gzip.
    case gzip

    /// What a file is for.
    @nonexhaustive
    public enum Kind: String, Sendable, Equatable, Codable {
        /// Moving pictures, or a container for them.
        case video
        /// Sound alone.
        case audio
        /// A picture.
        case image
        /// Text of any sort; error pages and playlists are text.
        case text
        /// None of the other kinds.
        case other
    }

    /// What such a file is for; a container that can hold video counts as one.
    public var kind: Kind {
        switch self {
        case .mp4, .quickTime, .m4v, .threeGP, .webM, .matroska, .avi, .mpegTS, .mpegPS, .mpegVideo,
            .flv, .ogg, .asf, .mxf:
            .video
        case .m4a, .oggAudio, .mp3, .aac, .flac, .wav, .aiff, .midi: .audio
        case .jpeg, .png, .gif, .webP, .bmp, .tiff, .avif, .heic, .ico, .svg: .image
        case .html, .xml, .json, .plainText, .hls, .dash: .text
        case .pdf, .zip, .gzip: .other
        }
    }
}
