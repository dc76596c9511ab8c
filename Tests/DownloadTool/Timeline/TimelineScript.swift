import Downstream

@testable import download

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What happens to one download, told in the order in which it happens.
struct TimelineScript {
    private let download: Int
    private var now: Double
    private var response: DownloadEvent.Response?
    private var moments: [(time: Double, event: DownloadEvent, source: String?)] = []

    /// A script about a download, from a time on.
    init(download: Int = 1, from time: Double = 0) {
        self.download = download
        now = time
    }

    /// A timeline of this download alone.
    var timeline: Timeline {
        var timeline = Timeline()
        add(to: &timeline)
        return timeline
    }

    /// Adds it to a timeline.
    func add(to timeline: inout Timeline) {
        for moment in moments {
            timeline.note(moment.event, of: download, at: moment.time, source: moment.source)
        }
    }

    mutating func after(_ seconds: Double) {
        now += seconds
    }

    mutating func starts(
        _ number: Int = 1,
        from offset: Int64 = 0,
        after error: DownloadError.Reason? = nil,
        delay: Double = 0,
        source: String? = "https://example.com/a.mp4"
    ) {
        response = nil
        let error = error.map {
            DownloadError(reason: $0, stage: .receiving, sentence: "It broke off.")
        }
        tell(
            .started(
                DownloadEvent.Attempt(
                    number: number,
                    resumingFrom: offset,
                    after: error,
                    delay: .seconds(delay)
                )
            ),
            source: source
        )
    }

    /// The server answers; the bytes begin at an offset, and some may be there when it is told.
    mutating func answers(
        from offset: Int64 = 0,
        restart: DownloadEvent.RestartReason? = nil,
        having received: Int64? = nil
    ) {
        guard let url = URL(string: "https://example.com/a.mp4") else { return }
        response = DownloadEvent.Response(
            status: 200,
            finalURL: url,
            offset: offset,
            restart: restart
        )
        tells(.receiving, received ?? offset)
    }

    mutating func tells(_ phase: DownloadEvent.Phase, _ received: Int64) {
        tell(
            .progress(
                DownloadEvent.Progress(phase: phase, received: received, response: response)
            )
        )
    }

    mutating func completes(
        _ bytes: Int64,
        _ how: DownloadEvent.How = .transferred,
        at path: String? = nil
    ) {
        let url = path.map { URL(filePath: $0) }
        tell(.completed(DownloadEvent.Completion(url: url, byteCount: bytes, how: how)))
    }

    mutating func fails(
        _ reason: DownloadError.Reason,
        keeping bytes: Int64 = 0,
        sentence: String = "It failed."
    ) {
        tell(
            .failed(
                DownloadError(
                    reason: reason,
                    stage: .receiving,
                    sentence: sentence,
                    received: bytes
                )
            )
        )
    }

    mutating func tell(_ event: DownloadEvent, source: String? = nil) {
        moments.append((now, event, source))
    }
}

extension TimelineScript {
    /// A log that somebody made up.
    static var extreme: TimelineScript {
        var script = TimelineScript(from: -1e300)
        script.starts(from: .min, delay: 1e18)
        script.answers(from: .min)
        script.after(1.7e300)
        script.tells(.receiving, .max)
        script.starts(.max, from: .max)
        script.tells(.stalled, .min)
        script.completes(.max)
        return script
    }
}
