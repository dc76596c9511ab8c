internal import Downstream

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What a download is called before its file has a name.
struct SourceLabel {
    /// The name in the URL's path, or else the host.
    let name: String
    /// The whole source, without what may be secret.
    let text: String

    init(_ source: String?, number: Int) {
        guard let source, !source.isEmpty else {
            name = "download \(number)"
            text = ""
            return
        }
        text = Redaction.text(source)
        guard let judged = try? WebURL(source), let url = URL(string: judged.text) else {
            name = text
            return
        }
        let hasName = url.path().contains { $0 != "/" }
        name = hasName ? FileName.safe(fromPath: url.path()) : url.host() ?? text
    }
}
