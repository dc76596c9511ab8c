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
    /// Over how many connections the file may come.
    var segments = 1
    /// Whether an attempt goes on from what the one before has.
    var goesOn = false
    /// Whether the server does not send parts, and is not asked for any again.
    private var isRangeIgnored = false
    private var response: DownloadEvent.Response?
    /// Where the next chunk has to begin, unless it comes in no order; nil where none may come.
    private var next: Int64?
    /// Whether chunks may come in no order.
    private var mayJump = false
    /// What has been told of the file so far.
    private(set) var told = ToldBytes()
    /// How many bytes of it were there before.
    private var before: Int64 = 0
    private var broken: String?
    private(set) var completion: DownloadEvent.Completion?
    /// Whether the last event has been told.
    private(set) var hasEnded = false
    private(set) var count = 0

    init(seesChunks: Bool, isLate: Bool = false) {
        grammar = EventGrammar(isLate: isLate)
        self.seesChunks = seesChunks
    }

    /// How many bytes of a version that the server proves are there; nil where none were told in this
    /// attempt, where it proves none, or where nobody can go on from them.
    var provenBytes: Int64? {
        guard let next, next > 0, !isRangeIgnored, response?.validator?.isStrong == true,
            response?.offset ?? 0 > 0 || told.ranges.prefix > 0
        else { return nil }
        return before + told.count
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
            take(progress)
        case .chunk(let chunk): take(chunk)
        case .completed(let completion):
            take(completion)
        case .failed: hasEnded = true
        }
    }

    private mutating func take(_ progress: DownloadEvent.Progress) {
        guard let new = progress.response else { return }
        guard new != response else {
            let there = before + told.count
            if seesChunks, progress.received != there {
                broken = broken ?? "progress is at \(progress.received), where \(there) are there"
            }
            return
        }
        response = new
        if new.restart == .rangeIgnored { isRangeIgnored = true }
        next = new.offset
        let isBehindGap = progress.received > new.offset
        if !isBehindGap { told.drop(from: new.offset) }
        before = progress.received - told.count
        let mayBeShared =
            segments > 1 && new.validator?.isStrong == true && progress.expected != nil
        mayJump = mayBeShared || isBehindGap
        if seesChunks, before < 0 {
            broken = broken ?? "\(told.count) bytes were told, but \(progress.received) are there"
        }
    }

    private mutating func take(_ chunk: DownloadEvent.Chunk) {
        guard seesChunks else {
            broken = broken ?? "an observer was told a chunk"
            return
        }
        guard let place = next, mayJump || chunk.offset == place else {
            let place = next.map(String.init) ?? "no place"
            broken = broken ?? "a chunk lies at \(chunk.offset), where \(place) was next"
            return
        }
        next = chunk.offset + Int64(chunk.bytes.count)
        if !told.take(chunk) || chunk.offset < response?.offset ?? 0 {
            broken = broken ?? "bytes from \(chunk.offset) on are told, though they were there"
        }
    }

    private mutating func take(_ completion: DownloadEvent.Completion) {
        self.completion = completion
        hasEnded = true
        let isNew = completion.how == .transferred || completion.how == .resumed
        guard seesChunks, isNew, before + told.count != completion.byteCount else { return }
        broken =
            broken
            ?? "\(told.count) bytes were told beside \(before) of \(completion.byteCount)"
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
