internal import Downstream

/// The tool draws a log, whoever has written it: here a recorder that watches three downloads.
enum TimelineLog: Recipe {
    static let name = "timeline"
    static let summary = "a log of three at once, for: download timeline LOG"

    static func run(at place: Place) async throws -> Int64 {
        let log = place.path("timeline.ndjson")
        // One recorder watches them all: it numbers them, and has one clock.
        let recorder = EventRecorder(to: try .file(path: log))

        let total = try await withThrowingTaskGroup(of: Int64.self) { group in
            for number in 1...3 {
                let file = place.path("timeline/\(number).mp4")
                let download = Download(from: place.largeVideo, to: .file(path: file))
                group.addTask { try await download.completion(observedBy: recorder).byteCount }
            }
            return try await group.reduce(0, +)
        }

        var first: [Int: Duration] = [:]
        var last: [Int: Duration] = [:]
        for try await line in RecordedEvent.events(in: log) {
            first[line.download] = first[line.download] ?? line.time
            if line.event?.isEnd == true { last[line.download] = line.time }
        }
        for (number, end) in last.sorted(by: { $0.key < $1.key }) {
            let beginning = DurationText.text(first[number] ?? .zero)
            Output.tell("\(number) ran from \(beginning) to \(DurationText.text(end))")
        }
        guard last.count == 3 else { throw Shortfall(description: "The log lacks an end.") }
        Output.tell("A log of your own is drawn by: download timeline LOG > LOG.svg")
        return total
    }
}
