#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Where a file is; a path becomes a URL only where somebody asks for it, as few do.
struct FileLocation: Sendable {
    private enum Place {
        case url(URL)
        /// A path, and the folder that it starts from; nil for one from the root.
        case path(String, from: String?)
    }

    private let place: Place

    /// Where a URL says.
    init(_ url: URL) {
        place = .url(url)
    }

    /// At a path, which may start from the folder that the process works in now.
    init(path: String) {
        let isAbsolute = path.utf8.first == UInt8(ascii: "/")
        place = .path(path, from: isAbsolute ? nil : FileManager.default.currentDirectoryPath)
    }

    /// The location as a URL.
    var url: URL {
        switch place {
        case .url(let url): url
        case .path(let path, let folder):
            URL(
                filePath: path,
                relativeTo: folder.map { URL(filePath: $0, directoryHint: .isDirectory) }
            )
        }
    }
}

extension FileLocation: Equatable {
    static func == (one: FileLocation, other: FileLocation) -> Bool { one.url == other.url }
}

extension FileLocation: Codable {
    init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(URL.self))
    }

    /// Encodes it without user, password and query.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Redaction.text(url.absoluteString))
    }
}
