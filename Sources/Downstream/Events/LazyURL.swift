#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A URL that is made each time that somebody asks for it, as few do.
enum LazyURL: Sendable {
    case parsed(URL)
    /// What was judged as a ``WebURL`` can always be parsed.
    case judged(String)
    /// A path, and the folder that it starts from; nil for one from the root.
    case path(String, from: String?)

    /// Of a path, which may start from the folder that the process works in now.
    init(path: String) {
        let isAbsolute = path.utf8.first == UInt8(ascii: "/")
        self = .path(path, from: isAbsolute ? nil : FileManager.default.currentDirectoryPath)
    }

    var url: URL {
        switch self {
        case .parsed(let url): url
        case .judged(let text): URL(string: text) ?? URL(filePath: text)
        case .path(let path, let folder):
            URL(
                filePath: path,
                relativeTo: folder.map { URL(filePath: $0, directoryHint: .isDirectory) }
            )
        }
    }

    var text: String {
        if case .judged(let text) = self { text } else { url.absoluteString }
    }
}

extension LazyURL: Equatable {
    static func == (one: LazyURL, other: LazyURL) -> Bool {
        switch (one, other) {
        case (.judged, _), (_, .judged): one.text == other.text
        default: one.url == other.url
        }
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
