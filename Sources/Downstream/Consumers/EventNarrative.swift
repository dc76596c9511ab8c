#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Events as sentences: what is worth reading, and what of it is new.
package struct EventNarrative {
    private var phase: DownloadEvent.Phase?
    /// Whether `started` has told the wait that follows it.
    private var hasToldWait = false
    private var received: Int64 = 0
    private var hasEnded = false

    /// A narrative that has not begun.
    package init() {}

    /// The line for an event; nil where it says nothing new.
    package mutating func line(for event: DownloadEvent) -> String? {
        switch event {
        case .started(let attempt):
            phase = nil
            hasToldWait = attempt.delay > .zero
            return Self.text(attempt)
        case .chunk:
            return nil
        case .progress(let progress):
            received = progress.received
            guard progress.phase != phase else { return nil }
            phase = progress.phase
            defer { hasToldWait = false }
            return hasToldWait && progress.isWaiting ? nil : Self.text(progress)
        case .completed(let completion):
            hasEnded = true
            return Self.text(completion)
        case .failed(let error):
            hasEnded = true
            return Self.text(error)
        }
    }

    /// The line for a stream that ended without a last event; nil where it had one.
    package var lineForSilentEnd: String? {
        guard !hasEnded else { return nil }
        return "cancelled with \(ByteCount.text(received)) in the partial file"
    }

    private static func text(_ attempt: DownloadEvent.Attempt) -> String {
        var text = "started attempt \(attempt.number)"
        if attempt.resumingFrom > 0 { text += " from byte \(attempt.resumingFrom)" }
        if attempt.delay > .zero { text += ", which waits \(DurationText.text(attempt.delay))" }
        if let error = attempt.after { text += "; before: \(error.sentence)" }
        return text
    }

    private static func text(_ progress: DownloadEvent.Progress) -> String {
        let elapsed = DurationText.text(progress.elapsed)
        switch progress.phase {
        case .waiting(nil):
            return "waiting for other downloads to end after \(elapsed)"
        case .waiting(let until?):
            let left = DurationText.text(max(.zero, until - progress.elapsed))
            return "waiting \(left) after \(elapsed), as the server asks"
        case .connecting:
            return "connecting"
        case .receiving:
            let size = progress.expected.map(ByteCount.text) ?? "an unknown number of bytes"
            let response = progress.response.map { ", \($0)" } ?? ""
            let offset = progress.response?.offset ?? 0
            let begin = offset > 0 ? " from byte \(offset)" : ""
            let restart = progress.response?.restart.map {
                ", \(offset > 0 ? "without what lay behind" : "again from the beginning"): \(Self.text($0))"
            }
            return "receiving \(size)\(begin) after \(elapsed)\(response)\(restart ?? "")"
        case .stalled:
            return "stalled at \(ByteCount.text(progress.received)) after \(elapsed)"
        case .verifying:
            return "verifying \(ByteCount.text(progress.received)) after \(elapsed)"
        }
    }

    private static func text(_ reason: DownloadEvent.RestartReason) -> String {
        switch reason {
        case .notProvable: "nothing proved what was on disk"
        case .otherDownload: "what was on disk was another download's"
        case .changed: "the file has changed on the server"
        case .rangeIgnored: "the server sends no parts"
        case .wrongRange: "the server sent another part"
        case .digestMismatch: "what was on disk had another digest"
        }
    }

    private static func text(_ completion: DownloadEvent.Completion) -> String {
        let place = completion.url.map { Redaction.printable($0.path(percentEncoded: false)) }
        let seconds = completion.duration.inSeconds
        let speed = seconds > 0 ? Double(completion.byteCount) / seconds : 0
        var text =
            switch completion.how {
            case .alreadyPresent: "already present"
            case .notModified: "not modified"
            case .resumed: "resumed and saved"
            case .transferred: "saved"
            }
        text += place.map { " \($0)" } ?? " nothing, as asked"
        text +=
            ", \(ByteCount.text(completion.byteCount)) in \(DurationText.text(completion.duration))"
        text += " (\(ByteCount.text(speed))/s)"
        if let timings = completion.timings { text += ", \(Self.text(timings))" }
        if completion.attempts > 1 { text += ", \(completion.attempts) attempts" }
        if let checksum = completion.checksum {
            text += ", \(checksum.algorithm) \(checksum.hexadecimal)"
        }
        if !completion.lengthVerified { text += ", length not announced" }
        for warning in completion.warnings { text += "; \(warning)" }
        return text
    }

    private static func text(_ timings: TransferTimings) -> String {
        var parts = ["looked up in \(DurationText.text(timings.nameLookup))"]
        parts.append("connected after \(DurationText.text(timings.connect))")
        if let tls = timings.tls { parts.append("TLS after \(DurationText.text(tls))") }
        parts.append("first byte after \(DurationText.text(timings.firstByte))")
        return parts.joined(separator: ", ")
    }

    private static func text(_ error: DownloadError) -> String {
        "failed while \(error.stage) after \(DurationText.text(error.elapsed)), "
            + "attempt \(error.attempt): \(error.sentence)"
    }
}
