#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The one line that is left of a download that succeeded.
package struct ClosingLine {
    package let text: String

    /// Says where the file is and what it took to get it.
    package init(_ completion: DownloadEvent.Completion) {
        let path = completion.url.map { $0.path(percentEncoded: false) } ?? "nothing"
        let size = ByteCount.text(completion.byteCount)
        let time = DurationText.text(completion.duration)
        let line: String
        switch completion.how {
        case .alreadyPresent: line = "\(path) is there already, \(size)"
        case .notModified: line = "\(path) has not changed, \(size)"
        case .resumed: line = "saved \(path), \(size), the rest of it in \(time)"
        default:
            let seconds = completion.duration.inSeconds
            let speed = seconds > 0 ? Double(completion.byteCount) / seconds : nil
            let rate = speed.map { " (\(ByteCount.text($0))/s)" } ?? ""
            let doubt = completion.lengthVerified ? "" : ", length not announced"
            line = "saved \(path), \(size) in \(time)\(rate)\(doubt)"
        }
        text = Redaction.printable(line)
    }
}
