internal import Downstream

/// When the downloads of one run began, waited, stalled and ended, and how fast they were.
///
/// Its memory is bounded. Up to 400 downloads are kept as rows. When one more begins, the row of an
/// ended download that tells least is given up: rows that failed tell most, then those that retried,
/// stalled or restarted, then those that took longest. What is given up still counts in `tally` and
/// `total`; while it runs, a download without a row takes a few words of memory.
struct Timeline {
    static let rowLimit = 400
    /// The longest time that can be drawn, in seconds: 31 years.
    private static let longest = 1e9

    /// Everything that arrived.
    private(set) var total = ThroughputCurve(origin: 0)
    /// When the newest event came, in seconds since the beginning.
    private(set) var end = 0.0

    private var rowOf: [Int: TimelineRow] = [:]
    /// The downloads that have not ended.
    private var meters: [Int: TransferMeter] = [:]
    private var ended = TimelineTally()
    /// What the rows of ended downloads are worth.
    private var worths: [RowWorth] = []

    /// The downloads that are kept, in the order of their numbers.
    ///
    /// Those that begin together begin in another order in each run; their numbers stay.
    var rows: [TimelineRow] { rowOf.values.sorted { $0.number < $1.number } }

    /// All downloads, also those without a row.
    var tally: TimelineTally {
        var tally = ended
        tally.unfinished = meters.count
        tally.bytes = total.sum
        return tally
    }

    /// Notes an event of a download, in seconds since the beginning; its source is known at `started`.
    ///
    /// The events of one download come in their order. Chunks tell nothing that progress does not.
    mutating func note(
        _ event: DownloadEvent,
        of download: Int,
        at time: Double,
        source: String? = nil
    ) {
        if case .chunk = event { return }
        if rowOf[download]?.end != nil { return }
        let known = meters[download]
        var meter = known ?? TransferMeter(at: sane(time))
        let transfer = meter.note(event, at: sane(time))
        if known == nil { admit(download, at: meter.time, source: source) }

        end = max(end, meter.time)
        if let transfer { total.add(transfer) }
        rowOf[download]?.note(event, at: meter.time, transfer: transfer)
        meters[download] = event.isEnd ? nil : meter
        guard event.isEnd else { return }
        ended.note(event)
        if let row = rowOf[download] { worths.append(row.worth) }
    }

    private func sane(_ time: Double) -> Double {
        time.isFinite ? min(max(0, time), Self.longest) : end
    }

    /// Gives a download a row if there is one, or one that can be given up.
    private mutating func admit(_ download: Int, at time: Double, source: String?) {
        if rowOf.count >= Self.rowLimit {
            guard let least = worths.indices.min(by: { worths[$0] < worths[$1] }) else { return }
            rowOf[worths.remove(at: least).download] = nil
        }
        rowOf[download] = TimelineRow(number: download, at: time, source: source)
    }
}
