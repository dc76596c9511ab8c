#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

// Durations are encoded as seconds: the synthesized conformances of this module pick these overloads.

extension KeyedEncodingContainer {
    mutating func encode(_ value: Duration, forKey key: Key) throws {
        try encode(value.inSeconds, forKey: key)
    }

    mutating func encodeIfPresent(_ value: Duration?, forKey key: Key) throws {
        try encodeIfPresent(value?.inSeconds, forKey: key)
    }
}

extension KeyedDecodingContainer {
    func decode(_ type: Duration.Type, forKey key: Key) throws -> Duration {
        try duration(of: try decode(Double.self, forKey: key), forKey: key)
    }

    func decodeIfPresent(_ type: Duration.Type, forKey key: Key) throws -> Duration? {
        try decodeIfPresent(Double.self, forKey: key).map { try duration(of: $0, forKey: key) }
    }

    private func duration(of seconds: Double, forKey key: Key) throws -> Duration {
        guard let duration = Duration(nearestSeconds: seconds) else {
            throw DecodingError.dataCorruptedError(
                forKey: key,
                in: self,
                debugDescription: "\(seconds) seconds are no duration."
            )
        }
        return duration
    }
}

extension DownloadEvent: Codable {
    private enum Name: String, Codable {
        case started, chunk, progress, completed, failed
    }

    private enum CodingKeys: String, CodingKey {
        case event
    }

    /// Encodes the name of the event as `event`, and the payload's own keys beside it.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .started(let attempt):
            try container.encode(Name.started, forKey: .event)
            try attempt.encode(to: encoder)
        case .chunk(let chunk):
            try container.encode(Name.chunk, forKey: .event)
            try chunk.encode(to: encoder)
        case .progress(let progress):
            try container.encode(Name.progress, forKey: .event)
            try progress.encode(to: encoder)
        case .completed(let completion):
            try container.encode(Name.completed, forKey: .event)
            try completion.encode(to: encoder)
        case .failed(let error):
            try container.encode(Name.failed, forKey: .event)
            try error.encode(to: encoder)
        }
    }

    /// Decodes what `encode(to:)` writes.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self =
            switch try container.decode(Name.self, forKey: .event) {
            case .started: .started(try Attempt(from: decoder))
            case .chunk: .chunk(try Chunk(from: decoder))
            case .progress: .progress(try Progress(from: decoder))
            case .completed: .completed(try Completion(from: decoder))
            case .failed: .failed(try DownloadError(from: decoder))
            }
    }
}
