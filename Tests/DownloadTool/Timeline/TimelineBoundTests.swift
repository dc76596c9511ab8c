import Downstream
import Testing

@testable import download

@Suite("A timeline of thousands of downloads")
struct TimelineBoundTests {
    /// So many downloads of 100 bytes each, of which so many run at the same time.
    private static func timeline(_ count: Int, overlapping: Int = 1) -> Timeline {
        let beginning = DownloadEvent.started(DownloadEvent.Attempt(number: 1))
        let end = DownloadEvent.completed(DownloadEvent.Completion(url: nil, byteCount: 100))
        var timeline = Timeline()
        for number in 1..<count + overlapping {
            let time = Double(number)
            if number <= count { timeline.note(beginning, of: number, at: time, source: "a") }
            let ending = number - overlapping + 1
            if ending >= 1 { timeline.note(end, of: ending, at: time + 0.5) }
        }
        return timeline
    }

    @Test(arguments: [1, 300, 10_000])
    func `keeps 400 rows, and the sum of all`(_ overlapping: Int) {
        let timeline = Self.timeline(10_000, overlapping: overlapping)
        #expect(timeline.rows.count == 400)
        #expect(timeline.tally.saved == 10_000)
        #expect(timeline.tally.unfinished == 0)
        #expect(timeline.tally.bytes == 1_000_000)
        let rest = timeline.tally.without(timeline.rows)
        #expect(rest.saved == 9600)
        #expect(rest.bytes == 960_000)

        let text = TimelineDrawing(timeline).text
        #expect(isWellFormed(text))
        #expect(text.utf8.count < 1_000_000)
        #expect(text.contains("Shown are 400 of 10000 downloads"))
        #expect(text.contains("The others: 9600 saved, 960 kB."))
    }

    @Test func `keeps what failed, then what had trouble, then what took longest`() {
        var timeline = Timeline()
        for number in 1...1000 {
            var script = TimelineScript(download: number, from: Double(number))
            script.starts()
            switch number {
            case 17:
                script.after(0.01)
                script.fails(.emptyBody)
            case 18:
                script.starts(2, after: .stalled, delay: 0.01)
                script.after(0.01)
                script.completes(1)
            case 19:
                script.after(900)
                script.completes(1)
            case 20: break
            default:
                script.after(0.5)
                script.completes(1)
            }
            script.add(to: &timeline)
        }
        let kept = Set(timeline.rows.map(\.number))
        #expect(kept.count == 400)
        #expect(kept.isSuperset(of: [17, 18, 19, 20]))
        #expect(timeline.tally.unfinished == 1)
    }

    @Test func `draws every row up to 400, and says nothing of others`() {
        let timeline = Self.timeline(400)
        let text = TimelineDrawing(timeline).text
        #expect(timeline.rows.map(\.number) == Array(1...400))
        #expect(text.components(of: "<g>") == 400)
        #expect(!text.contains("Shown are"))
    }
}

extension String {
    /// How often a text is in it.
    fileprivate func components(of text: String) -> Int {
        split(separator: text, omittingEmptySubsequences: false).count - 1
    }
}
