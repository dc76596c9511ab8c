#if canImport(FoundationEssentials)
public import struct FoundationEssentials.URL
#else
public import struct Foundation.URL
#endif

/// Where the file of a download goes.
public struct Destination: Sendable, Equatable {
    package enum Place: Sendable, Equatable {
        case file(path: String)
        case directory(path: String)
        case nowhere
        case notAFile(scheme: String)
    }

    package let place: Place

    /// This file; missing folders above it are made.
    public static func file(_ url: URL) -> Destination {
        Destination(url) { .file(path: $0) }
    }

    /// The file at this path; missing folders above it are made.
    public static func file(path: String) -> Destination {
        Destination(place: .file(path: path))
    }

    /// A file in this folder, under the name that the server or the URL gives.
    ///
    /// The name is made safe: one path component, of at most 255 bytes, that hides nothing.
    public static func directory(_ url: URL) -> Destination {
        Destination(url) { .directory(path: $0) }
    }

    /// A file in the folder at this path, under the name that the server or the URL gives.
    public static func directory(path: String) -> Destination {
        Destination(place: .directory(path: path))
    }

    /// No file: the bytes are only told as events.
    public static let nowhere = Destination(place: .nowhere)

    private init(place: Place) {
        self.place = place
    }

    private init(_ url: URL, place: (String) -> Place) {
        guard url.isFileURL else {
            self.place = .notAFile(scheme: url.scheme ?? "")
            return
        }
        self.place = place(url.path(percentEncoded: false))
    }
}

extension Destination: CustomStringConvertible {
    /// The path.
    public var description: String {
        switch place {
        case .file(let path), .directory(let path): Redaction.printable(path)
        case .nowhere: "nowhere"
        case .notAFile(let scheme): "\(scheme):"
        }
    }
}
