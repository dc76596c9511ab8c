#if canImport(FoundationEssentials)
internal import struct FoundationEssentials.URL
#else
internal import struct Foundation.URL
#endif

/// A URL that is parsed each time that somebody asks for it, as few do.
enum LazyURL: Sendable {
    case parsed(URL)
    /// What was judged as a ``WebURL`` can always be parsed.
    case judged(String)

    var url: URL {
        switch self {
        case .parsed(let url): url
        case .judged(let text): URL(string: text) ?? URL(filePath: text)
        }
    }

    var text: String {
        switch self {
        case .parsed(let url): url.absoluteString
        case .judged(let text): text
        }
    }
}

extension LazyURL: Equatable {
    static func == (one: LazyURL, other: LazyURL) -> Bool {
        if case .parsed(let url) = one, case .parsed(let another) = other { return url == another }
        return one.text == other.text
    }
}

extension LazyURL: Codable {
    init(from decoder: any Decoder) throws {
        self = .parsed(try decoder.singleValueContainer().decode(URL.self))
    }

    /// Encodes it without user, password and query.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Redaction.text(text))
    }
}
