#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What is left on the screen of a download that has ended: a sentence, and notes below it.
package struct ClosingLines {
    package let lines: [StyledText]

    /// Says where the file is and what it took to get it, or, behind a word, why there is none.
    package init(_ event: DownloadEvent, _ failureWord: String = "failed") {
        switch event {
        case .completed(let completion):
            let notes = completion.warnings.map {
                StyledText("note: \(Redaction.printable($0))")
            }
            lines = [Self.line(completion)] + notes
        case .failed(let error):
            let sentence = Redaction.printable(error.sentence)
            lines = [StyledText(failureWord, .bad) + StyledText(": \(sentence)")]
        case .started, .chunk, .progress:
            lines = []
        }
    }

    private static func line(_ completion: DownloadEvent.Completion) -> StyledText {
        let url = completion.url
        let path = url.map { Redaction.printable($0.path(percentEncoded: false)) } ?? ""
        let size = ByteCount.text(completion.byteCount)
        let time = DurationText.text(completion.duration)
        let saved = StyledText("saved", .good)
        switch completion.how {
        case .alreadyPresent: return StyledText("\(path) is there already, \(size)")
        case .notModified: return StyledText("\(path) has not changed, \(size)")
        case .resumed: return saved + StyledText(" \(path), \(size), the rest of it in \(time)")
        case .transferred:
            let seconds = completion.duration.inSeconds
            let speed = seconds > 0 ? Double(completion.byteCount) / seconds : nil
            let rate = speed.map { " (\(ByteCount.text($0))/s)" } ?? ""
            let doubt = completion.lengthVerified ? "" : ", length not announced"
            let facts = "\(size) in \(time)\(rate)\(doubt)"
            guard url != nil else { return StyledText("received", .good) + StyledText(" \(facts)") }
            return saved + StyledText(" \(path), \(facts)")
        }
    }
}
