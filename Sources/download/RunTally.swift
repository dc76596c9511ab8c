internal import Downstream

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// How the downloads of one run have ended, and which have not.
struct RunTally {
    /// The downloads that run, by their numbers.
    private(set) var running: [Int: Download] = [:]
    /// How many have begun.
    private(set) var begun = 0
    private(set) var saved = 0
    private(set) var failed = 0
    /// The bytes of what was saved.
    private(set) var byteCount: Int64 = 0

    /// Takes in what happened.
    mutating func note(_ item: BatchEvent) {
        switch item.event {
        case .started where running[item.id] == nil:
            begun += 1
            running[item.id] = item.download
        case .started, .chunk, .progress: return
        case .completed(let completion):
            running[item.id] = nil
            saved += 1
            byteCount += completion.byteCount
        case .failed:
            running[item.id] = nil
            failed += 1
        }
    }

    /// What is said at the end of a run of several downloads.
    func summary(after time: Duration) -> String {
        let seconds = time.inSeconds
        let speed = seconds > 0 ? Double(byteCount) / seconds : 0
        let failures = failed > 0 ? ", \(failed) failed" : ""
        return "\(saved) saved\(failures), \(ByteCount.text(byteCount)) "
            + "in \(DurationText.text(time)) (\(ByteCount.text(speed))/s)"
    }
}
