/// All downloads that run, and counts of those that have ended: events in, lines out.
///
/// It holds memory for the running ones only.
package struct ProgressBoard<ID: Hashable & Sendable> {
    private var tracks: [ID: ProgressTrack] = [:]
    /// The running ones, the longest running first.
    private var order: [ID] = []
    private var begun = 0
    private var ended = 0
    private var failed = 0
    private var bytesOfEnded: Int64 = 0
    private var bytesPerSecond = 0.0
    private var speed: SpeedEstimate?
    /// How many downloads there will be; nil where nobody knows.
    package var announced: Int?

    /// A board that has heard of nothing.
    package init(announced: Int?) {
        self.announced = announced
    }

    /// Takes in an event, at a time by a clock that never goes back.
    package mutating func take(
        _ event: DownloadEvent,
        of download: Download,
        _ id: ID,
        at time: Duration
    ) {
        if case .chunk = event { return }
        var track = tracks[id] ?? begin(download, id)
        switch event {
        case .started(let attempt): track.begin(attempt, at: time)
        case .chunk: return
        case .progress(let progress): count(track.advance(progress, of: download, at: time), time)
        case .completed(let completion):
            if completion.how == .transferred || completion.how == .resumed {
                count(completion.byteCount - track.received, time)
            }
            bytesOfEnded += completion.byteCount
            return end(id)
        case .failed(let error):
            bytesOfEnded += error.received
            failed += 1
            return end(id)
        }
        tracks[id] = track
    }

    /// Takes a download away that ended without a last event; nothing if it is not there.
    package mutating func drop(_ id: ID) {
        guard let track = tracks[id] else { return }
        bytesOfEnded += track.received
        end(id)
    }

    /// Takes all downloads away, as if there had been none.
    package mutating func clear() {
        self = ProgressBoard(announced: nil)
    }

    private mutating func begin(_ download: Download, _ id: ID) -> ProgressTrack {
        begun += 1
        order.append(id)
        return ProgressTrack(download)
    }

    private mutating func end(_ id: ID) {
        tracks[id] = nil
        if let index = order.firstIndex(of: id) { order.remove(at: index) }
        ended += 1
    }

    private mutating func count(_ gain: Int64, _ time: Duration) {
        var speed = speed ?? SpeedEstimate(from: time)
        speed.add(Int(clamping: max(0, gain)))
        bytesPerSecond = speed.update(at: time)
        self.speed = speed
    }
}

extension ProgressBoard {
    /// The lines of the downloads that run, and one of all if there were several.
    ///
    /// There are at most `rows`; where more downloads run, a line tells how many.
    package func picture(columns: Int, rows: Int, at time: Duration) -> [StyledText] {
        let hasTotal = hasTotal
        let room = max(0, rows - (hasTotal ? 1 : 0))
        let shown = order.count <= room ? order.count : max(0, room - 1)
        var table = order.prefix(shown).compactMap { tracks[$0] }.map { ProgressRow($0, at: time) }
        if hasTotal { table.append(ProgressRow(total)) }
        var lines = ProgressTable(table, columns: columns).lines
        if shown < order.count, room > 0 {
            let hidden = shown > 0 ? "and \(order.count - shown) more" : "\(order.count) running"
            lines.insert(
                StyledText(TextWidth.shortened(hidden, to: columns), .faint),
                at: shown
            )
        }
        return lines
    }

    /// Nothing is left on the screen when nothing runs and nothing is known to come.
    private var hasTotal: Bool {
        if let announced, announced > 1 { return ended < announced || !order.isEmpty }
        return begun > 1 && !order.isEmpty
    }

    private var total: ProgressTotal {
        var received = bytesOfEnded
        var expected: Int64? = bytesOfEnded
        if announced.map({ begun < $0 }) ?? true { expected = nil }
        for track in tracks.values {
            received += track.received
            expected = expected.flatMap { sum in track.expected.map { sum + $0 } }
        }
        return ProgressTotal(
            announced: announced.map { max($0, begun) },
            ended: ended,
            failed: failed,
            received: received,
            expected: expected,
            bytesPerSecond: bytesPerSecond
        )
    }
}
