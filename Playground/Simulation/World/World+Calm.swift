internal import Downstream
internal import DownstreamTesting

extension World {
    /// The last lives: nothing is in the way, so each file has to come through any door, a run goes on
    /// from what the one before has left, and nothing may stay beside the files.
    func beCalm() {
        trace.note("the last lives: nothing is in the way")
        for place in cast.places {
            let resource = dice.withLock { $0.below(cast.resources.count) }
            let isHopeless = ledger.isHopeless(place)
            var download = DownloadPlan(resource: resource, place: .file(place), isFlushed: true)
            download.segments = dice.withLock { $0.pick(DownloadPlan.segments) }
            download.listener.leaving = .afterEvents(dice.withLock { $0.number(3...14) })
            liveAlone(download)
            download.segments = dice.withLock { $0.pick(DownloadPlan.segments) }
            download.listener = ListenerPlan()
            download.listener.kind = dice.withLock { $0.pick(Self.doors) }
            liveAlone(download)
            // Who has read wrong bytes before a digest found them is told so, and gets no file.
            let mayFail = download.listener.kind == .bytes && site.hasSentWrongBytes(of: resource)
            if !isHopeless, !mayFail { check(place, resource) }
            guard problem.sentence == nil else { return }
        }
        if dice.withLock({ $0.oneIn(3) }) { fetchAll() }
        if problem.sentence == nil { checkNames() }
    }

    /// Lives through a life that is all about one download.
    private func liveAlone(_ download: DownloadPlan) {
        kept.withLock { $0 = keptBytes(of: download) }
        live(calmLife([download]))
        kept.withLock { $0 = ByteRanges() }
    }

    /// A life in which nothing happens but downloads, at any speed.
    private func calmLife(_ downloads: [DownloadPlan], isBatch: Bool = false) -> LifePlan {
        var plan = LifePlan(processes: [
            LifePlan.Process(downloads: downloads, isBatch: isBatch)
        ])
        plan.mood.isSlow = dice.withLock { $0.oneIn(3) }
        return plan
    }

    private static let doors: [ListenerPlan.Kind] = [
        .events, .events, .shared(owners: 1, observers: 1), .shared(owners: 2, observers: 0),
        .bytes, .completion,
    ]

    /// A batch to all destinations, and a download to the folder, alone or among it.
    private func fetchAll() {
        let isBatch = dice.withLock { !$0.oneIn(3) }
        var downloads = [
            DownloadPlan(resource: 0, place: .folder(Cast.folder), isFlushed: true)
        ]
        if isBatch {
            downloads += cast.places.map {
                DownloadPlan(resource: 0, place: .file($0), isFlushed: true)
            }
        }
        live(calmLife(downloads, isBatch: isBatch))
        if isBatch { for place in cast.places { check(place, 0) } }
    }

    /// Holds a destination against the file that had to come.
    private func check(_ place: String, _ resource: Int) {
        let found = disk.contents(place)
        guard problem.sentence == nil, found != site.resources[resource].now.bytes else { return }
        problem.note(
            "with nothing in the way, \(place) is \(ledger.what(found)), "
                + "not what \(cast.resources[resource].path) is now"
        )
    }
}
