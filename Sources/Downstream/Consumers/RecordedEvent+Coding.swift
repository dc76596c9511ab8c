extension RecordedEvent: Codable {
    private enum CodingKeys: String, CodingKey {
        case event, download, sequence, time, source
    }

    private enum ChunkKeys: String, CodingKey {
        case offset, count, bytes
    }

    /// The longest log that is believed, about 31 years: clocks do not count much further.
    private static let longest = Duration.seconds(1_000_000_000)

    /// Encodes the keys of the line and, beside them, those of the event.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(download, forKey: .download)
        try container.encode(sequence, forKey: .sequence)
        try container.encode(time, forKey: .time)
        try container.encodeIfPresent(source, forKey: .source)
        var chunk = encoder.container(keyedBy: ChunkKeys.self)
        switch content {
        case .event(let event):
            try event.encode(to: encoder)
            guard case .chunk(let bytes) = event else { return }
            try chunk.encode(bytes.bytes.count, forKey: .count)
        case .extent(let offset, let count):
            try container.encode("chunk", forKey: .event)
            try chunk.encode(offset, forKey: .offset)
            try chunk.encode(count, forKey: .count)
        }
    }

    /// Decodes what `encode(to:)` writes; other keys are ignored.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        download = try container.decode(Int.self, forKey: .download)
        sequence = try container.decode(Int.self, forKey: .sequence)
        time = try container.decode(Duration.self, forKey: .time)
        source = try container.decodeIfPresent(String.self, forKey: .source)
        guard download >= 1 else { throw Self.refused(.download, in: container) }
        guard sequence >= 1 else { throw Self.refused(.sequence, in: container) }
        guard (.zero...Self.longest).contains(time) else {
            throw Self.refused(.time, in: container)
        }
        guard try container.decode(String.self, forKey: .event) == "chunk" else {
            content = .event(try DownloadEvent(from: decoder))
            return
        }
        content = try Self.chunk(try decoder.container(keyedBy: ChunkKeys.self), decoder)
    }

    private static func chunk(
        _ container: KeyedDecodingContainer<ChunkKeys>,
        _ decoder: any Decoder
    ) throws -> Content {
        let offset = try container.decode(Int64.self, forKey: .offset)
        let count = try container.decode(Int.self, forKey: .count)
        guard count >= 1 else { throw refused(.count, in: container) }
        guard offset >= 0, offset <= Int64.max - Int64(count) else {
            throw refused(.offset, in: container)
        }
        guard container.contains(.bytes) else { return .extent(offset: offset, count: count) }
        let chunk = try DownloadEvent.Chunk(from: decoder)
        guard chunk.bytes.count == count else { throw refused(.count, in: container) }
        return .event(.chunk(chunk))
    }

    private static func refused<Key>(
        _ key: Key,
        in container: KeyedDecodingContainer<Key>
    ) -> DecodingError {
        .dataCorruptedError(forKey: key, in: container, debugDescription: "It is out of range.")
    }
}
