#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What people are told a download is called while it runs: the name its file will have.
package struct DisplayName {
    package let text: String

    /// The name as far as it is known before, or from, the server's answer.
    package init(_ download: Download, _ response: DownloadEvent.Response?) {
        text = Redaction.printable(Self.name(download, response))
    }

    private static func name(_ download: Download, _ response: DownloadEvent.Response?) -> String {
        if case .file(let path) = download.destination.place {
            return path.split(separator: "/").last.map(String.init) ?? path
        }
        if let response {
            return response.suggestedName ?? FileName.safe(fromPath: response.finalURL.path())
        }
        guard case .url(let judged) = download.source.origin, let url = try? judged.get() else {
            return download.source.description
        }
        return FileName.safe(fromPath: url.path)
    }
}
