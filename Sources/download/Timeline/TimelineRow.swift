internal import Downstream

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What a timeline keeps of one download.
struct TimelineRow {
    /// How a download ended.
    enum End: Equatable {
        case saved
        /// The file was there already, or has not changed on the server.
        case unchanged(String)
        case failed(short: String, sentence: String)
    }

    /// Which of the downloads it is.
    let number: Int
    /// What people know it by: the name of the file, as far as it is known.
    private(set) var name: String
    /// Where it comes from, redacted.
    private(set) var source: String
    /// When its first event came, in seconds since the beginning of the run.
    let begin: Double
    /// When its newest event came.
    private(set) var latest: Double
    private(set) var track: SpanTrack
    private(set) var curve: ThroughputCurve
    /// Nil where it was cancelled, or has not ended yet.
    private(set) var end: End?

    init(number: Int, at time: Double, source: String?) {
        self.number = number
        let label = SourceLabel(source, number: number)
        name = label.name
        self.source = label.text
        begin = time
        latest = time
        track = SpanTrack(at: time)
        curve = ThroughputCurve(origin: time)
    }

    var duration: Double { latest - begin }

    /// All spans, up to the newest event.
    var spans: [TimeSpan] { track.spans(until: latest) }

    /// The bytes per second over all its time; nil where nothing arrived or no time passed.
    var averageSpeed: Double? {
        let bytes = curve.sum
        guard duration > 0, bytes > 0 else { return nil }
        return bytes / duration
    }

    /// Notes an event at a time not before the one of the event before.
    mutating func note(
        _ event: DownloadEvent,
        at time: Double,
        transfer: TransferMeter.Transfer?
    ) {
        guard end == nil else { return }
        latest = time
        if let transfer { curve.add(transfer) }
        track.note(event, at: time, hasGrown: transfer != nil)
        switch event {
        case .started, .chunk: break
        case .progress(let progress):
            if let proposed = progress.response?.suggestedName { name = proposed }
        case .completed(let completion):
            if let file = completion.url?.lastPathComponent, !file.isEmpty { name = file }
            switch completion.how {
            case .alreadyPresent: end = .unchanged("already there")
            case .notModified: end = .unchanged("not modified")
            default: end = .saved
            }
        case .failed(let error):
            end = .failed(short: ShortFailure(error.reason).text, sentence: error.sentence)
        }
    }

    /// How much this row tells a reader.
    var worth: RowWorth {
        let rank =
            switch end {
            case .failed, nil: 2
            case .saved, .unchanged: track.isTroubled ? 1 : 0
            }
        return RowWorth(rank: rank, duration: duration, download: number)
    }
}
