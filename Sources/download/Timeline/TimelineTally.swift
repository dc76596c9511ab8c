internal import Downstream

/// How many downloads ended how.
struct TimelineTally: Equatable {
    var saved = 0
    var unchanged = 0
    var failed = 0
    var unfinished = 0
    /// The bytes that arrived for them.
    var bytes = 0.0

    var count: Int { saved + unchanged + failed + unfinished }

    /// Counts the end of a download.
    mutating func note(_ event: DownloadEvent) {
        switch event {
        case .started, .chunk, .progress: break
        case .failed: failed += 1
        case .completed(let completion):
            switch completion.how {
            case .alreadyPresent, .notModified: unchanged += 1
            default: saved += 1
            }
        }
    }

    /// The same without some of the downloads.
    func without(_ rows: [TimelineRow]) -> TimelineTally {
        var rest = self
        for row in rows {
            rest.bytes -= row.curve.sum
            switch row.end {
            case .saved: rest.saved -= 1
            case .unchanged: rest.unchanged -= 1
            case .failed: rest.failed -= 1
            case nil: rest.unfinished -= 1
            }
        }
        return rest
    }

    /// "10 saved, 1 already there, 2 failed, 1 without an end": what there is of it.
    var text: String {
        let parts = [
            (saved, "saved"), (unchanged, "there already"), (failed, "failed"),
            (unfinished, "without an end"),
        ]
        return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
}
