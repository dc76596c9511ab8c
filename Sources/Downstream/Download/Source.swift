#if canImport(FoundationEssentials)
public import struct FoundationEssentials.URL
#else
public import struct Foundation.URL
#endif

/// Where the bytes of a download come from.
public struct Source: Sendable {
    package enum Origin: Sendable {
        case url(JudgedURL)
        case fresh(label: String, @Sendable (_ attempt: Int) async throws -> URL)
    }

    package let origin: Origin

    /// A URL.
    public init(_ url: URL) {
        origin = .url(JudgedURL(url.absoluteString))
    }

    /// The text of a URL, judged before it is used.
    public init(_ text: String) {
        origin = .url(JudgedURL(text))
    }

    /// A closure that gives a fresh URL for each attempt, as for signed URLs that run out.
    ///
    /// Give the download an ``Download/identity`` too, so that it is known again.
    ///
    /// - Parameters:
    ///   - label: What logs and errors call this source before its URL is known.
    ///   - url: Called once at the beginning of each attempt with its number, from 1. What it throws
    ///     fails the download in stage ``DownloadError/Stage/validating``.
    public init(label: String, url: @escaping @Sendable (_ attempt: Int) async throws -> URL) {
        origin = .fresh(label: label, url)
    }
}

extension Source: CustomStringConvertible, CustomReflectable {
    /// Nothing beside the description, also for `dump`.
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// The URL without user, password, query and fragment; or the label.
    public var description: String {
        switch origin {
        case .url(let url): url.text.isEmpty ? "\"\"" : Redaction.text(url.text)
        case .fresh(let label, _): label
        }
    }
}

/// What a download can come from: a `URL`, the text of one, or a ``Source``.
public protocol DownloadSource {
    /// The source itself.
    var downloadSource: Source { get }
}

extension Source: DownloadSource {
    /// Itself.
    public var downloadSource: Source { self }
}

extension URL: DownloadSource {
    /// This URL.
    public var downloadSource: Source { Source(self) }
}

extension String: DownloadSource {
    /// This text, judged before it is used.
    public var downloadSource: Source { Source(self) }
}

extension Source {
    /// What tells this source from another: the URL without user, password and fragment; the label.
    package var identity: String {
        switch origin {
        case .fresh(let label, _): label
        case .url(let url): (try? url.get())?.text ?? url.text
        }
    }

    /// Who will be asked, as far as that is known beforehand.
    var host: WebURL.Origin? {
        guard case .url(let url) = origin else { return nil }
        return (try? url.get())?.origin
    }
}
