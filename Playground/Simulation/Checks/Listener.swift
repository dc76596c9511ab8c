internal import Downstream
internal import DownstreamTesting

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// One subscriber, and what he has been promised.
struct Listener {
    private var grammar: EventGrammar
    let seesChunks: Bool
    /// What the run has to keep within; nil for nothing.
    var bounds: Bounds?
    /// Whether an attempt goes on from what the one before has.
    var goesOn = false
    /// Whether the server does not send parts, and is not asked for any again.
    private var isRangeIgnored = false
    private var response: DownloadEvent.Response?
    /// Where the next chunk has to begin; nil where none may come.
    private var next: Int64?
    /// What has been told of the file so far, from `start` on.
    private(set) var bytes = Data()
    private var start: Int64 = 0
    private var broken: String?
    private(set) var completion: DownloadEvent.Completion?
    /// Whether the last event has been told.
    private(set) var hasEnded = false
    private(set) var count = 0

    init(seesChunks: Bool, isLate: Bool = false) {
        grammar = EventGrammar(isLate: isLate)
        self.seesChunks = seesChunks
    }

    /// The bytes that were told last without a gap, and where they begin; nil where none were.
    var told: (start: Int64, bytes: Data)? { bytes.isEmpty ? nil : (start, bytes) }

    /// The bytes of the whole file, as far as they were told from its beginning.
    var whole: Data? { start == 0 ? bytes : nil }

    /// How many bytes of a version that the server proves were told in this attempt; nil where none
    /// were, or where it proves none.
    var provenBytes: Int64? {
        guard let next, next > 0, !isRangeIgnored, response?.validator?.isStrong == true else {
            return nil
        }
        return next
    }

    /// What was broken, in one sentence.
    var violation: String? { grammar.violation ?? broken }

    mutating func take(_ event: DownloadEvent) {
        grammar.check(event)
        count += 1
        broken = broken ?? bounds?.objection(to: event)
        switch event {
        case .started(let attempt):
            if goesOn, let provenBytes, attempt.after?.reason.isOfTheNetwork == true,
                attempt.resumingFrom < provenBytes - 1
            {
                broken =
                    broken
                    ?? "attempt \(attempt.number) begins at \(attempt.resumingFrom), though "
                    + "\(provenBytes) bytes were there"
            }
            response = nil
            next = nil
        case .progress(let progress):
            guard let new = progress.response, new != response else { return }
            response = new
            if new.restart == .rangeIgnored { isRangeIgnored = true }
            next = new.offset
        case .chunk(let chunk): take(chunk)
        case .completed(let completion):
            self.completion = completion
            hasEnded = true
        case .failed: hasEnded = true
        }
    }

    private mutating func take(_ chunk: DownloadEvent.Chunk) {
        guard seesChunks else {
            broken = broken ?? "an observer was told a chunk"
            return
        }
        guard chunk.offset == next else {
            let place = next.map(String.init) ?? "no place"
            broken = broken ?? "a chunk lies at \(chunk.offset), where \(place) was next"
            return
        }
        next = chunk.offset + Int64(chunk.bytes.count)
        let kept = chunk.offset - start
        if kept >= 0, kept <= Int64(bytes.count) {
            bytes.removeLast(bytes.count - Int(kept))
        } else {
            bytes = Data()
            start = chunk.offset
        }
        bytes.append(chunk.bytes)
    }

    mutating func finish(hasLeft: Bool) {
        grammar.finish(isCancelled: hasLeft)
    }
}

extension DownloadError.Reason {
    /// Whether the network ended a transfer, and left what had come.
    fileprivate var isOfTheNetwork: Bool {
        switch self {
        case .connectionLost, .stalled, .truncated: true
        default: false
        }
    }
}
