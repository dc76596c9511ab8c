/// What a download is expected to be.
///
/// What the first bytes show decides. A file that they do not identify is not refused.
@nonexhaustive
public enum ExpectedMedia: String, Sendable, Equatable, Codable, CaseIterable {
    /// A video, or a container that can hold one.
    case video
    /// Sound, or a container that can hold it alone.
    case audio
    /// A picture.
    case image

    /// Whether a file is certainly something else.
    package func refuses(_ container: MediaContainer) -> Bool {
        switch self {
        case .video: container.kind != .video
        case .audio: container.kind != .audio && !container.canHoldAudioAlone
        case .image: container.kind != .image
        }
    }
}

extension MediaContainer {
    fileprivate var canHoldAudioAlone: Bool {
        switch self {
        case .mp4, .quickTime, .threeGP, .webM, .matroska, .mpegTS, .flv, .ogg, .asf, .mxf: true
        default: false
        }
    }
}
