import Downstream
import Testing

@testable import download

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("A timeline of downloads")
struct TimelineTests {
    @Test func `knows bytes from progress alone`() throws {
        var script = TimelineScript()
        script.starts()
        script.after(1)
        script.answers()
        script.after(1)
        script.tells(.receiving, 700)
        script.after(1)
        script.tells(.verifying, 1000)
        script.completes(1000, at: "/videos/the film.mp4")

        let row = try #require(script.timeline.rows.first)
        #expect(row.curve.sum == 1000)
        #expect(row.name == "the film.mp4")
        #expect(row.end == .saved)
        #expect(row.duration == 3)
        #expect(row.averageSpeed == 1000.0 / 3)
        #expect(row.curve.steps(until: 3, ofAbout: 1).map(\.bytesPerSecond) == [0, 700, 300])
        #expect(script.timeline.total.sum == 1000)
    }

    @Test func `counts no bytes that were there before`() {
        var script = TimelineScript()
        script.starts(from: 4000)
        script.tells(.connecting, 4000)
        script.after(1)
        script.answers(from: 4000)
        script.after(1)
        script.tells(.verifying, 5000)
        script.completes(5000, .resumed)
        #expect(script.timeline.tally.bytes == 1000)
    }

    @Test func `counts bytes again that a restart fetches again`() {
        var script = TimelineScript()
        script.starts(from: 4000)
        script.answers(from: 0, restart: .changed)
        script.after(1)
        script.tells(.receiving, 3000)
        script.after(1)
        script.tells(.verifying, 5000)
        script.completes(5000)
        #expect(script.timeline.tally.bytes == 5000)
    }

    @Test(arguments: [
        (Int64(4000), Int64(4000), Int64(4700)), (4000, 0, 700), (0, 0, 700), (300, 0, 700),
    ])
    func `counts from where an answer begins, also if its first progress is missing`(
        _ kept: Int64,
        _ offset: Int64,
        _ received: Int64
    ) {
        var script = TimelineScript()
        script.starts(from: kept)
        script.after(1)
        script.answers(from: offset, having: received)
        #expect(script.timeline.tally.bytes == 700)
    }

    @Test func `counts from the offset again where bytes become fewer`() {
        var script = TimelineScript()
        script.starts()
        script.answers()
        script.after(1)
        script.tells(.receiving, 500)
        script.after(1)
        script.tells(.receiving, 300)
        #expect(script.timeline.tally.bytes == 800)
    }

    @Test func `counts what arrived after the last progress of an attempt`() {
        var script = TimelineScript()
        script.starts()
        script.answers()
        script.after(1)
        script.tells(.receiving, 500)
        script.after(1)
        script.starts(2, from: 600, after: .stalled)
        script.after(1)
        script.answers(from: 600)
        script.after(1)
        script.fails(.diskFull, keeping: 650)
        #expect(script.timeline.tally.bytes == 650)
    }

    @Test func `takes kept bytes of a download without an answer for no transfer`() {
        var script = TimelineScript()
        script.starts()
        script.after(1)
        script.fails(.hostNotFound, keeping: 9000)
        #expect(script.timeline.tally.bytes == 0)
    }

    @Test func `leaves chunks out`() throws {
        var script = TimelineScript()
        script.starts()
        script.answers()
        script.after(1)
        script.tell(.chunk(DownloadEvent.Chunk(offset: 0, bytes: Data([1, 2, 3]))))
        #expect(script.timeline.tally.bytes == 0)
        #expect(script.timeline.end == 0)
    }

    @Test(arguments: [
        (DownloadEvent.How.alreadyPresent, "already there"), (.notModified, "not modified"),
    ])
    func `counts no bytes of a file that stays`(
        _ how: DownloadEvent.How,
        _ word: String
    ) throws {
        var script = TimelineScript()
        script.starts()
        script.completes(1_000_000, how)
        #expect(script.timeline.tally.bytes == 0)
        #expect(script.timeline.rows.map(\.end) == [.unchanged(word)])
        #expect(script.timeline.tally.unchanged == 1)
    }

    @Test func `orders its rows by number, whichever begins first`() {
        var timeline = Timeline()
        for (download, time) in [(2, 0.0), (3, 0.001), (1, 0.002)] {
            var script = TimelineScript(download: download, from: time)
            script.starts()
            script.add(to: &timeline)
        }
        #expect(timeline.rows.map(\.number) == [1, 2, 3])
    }

    @Test func `says nothing after an end`() {
        var script = TimelineScript()
        script.starts()
        script.fails(.emptyBody)
        script.after(5)
        script.tells(.receiving, 1000)
        #expect(script.timeline.tally.count == 1)
        #expect(script.timeline.end == 0)
    }

    @Test func `never lets the time of a download go back`() {
        var script = TimelineScript(from: 5)
        script.starts()
        script.answers()
        script.after(-3)
        script.tells(.receiving, 10)
        let row = script.timeline.rows.first
        #expect(row?.begin == 5)
        #expect(row?.latest == 5)
        #expect(row?.curve.sum == 10)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func `takes a time that is no number for the newest`(_ time: Double) {
        var script = TimelineScript(from: 5)
        script.starts()
        script.answers()
        script.after(time)
        script.completes(10)
        #expect(script.timeline.end == 5)
        #expect(script.timeline.rows.first?.curve.sum == 10)
    }

    @Test func `takes the greatest numbers a log can hold`() {
        let timeline = TimelineScript.extreme.timeline
        #expect(timeline.end == 1e9)
        #expect(timeline.tally.bytes == 0x1p65)
    }
}
