import Downstream
import Testing

@testable import download

@Suite("The drawing of a timeline")
struct TimelineDrawingTests {
    /// One of everything that can happen.
    private static var eventful: Timeline {
        var first = TimelineScript()
        first.starts()
        first.answers()
        first.after(1)
        first.tells(.receiving, 500_000)
        first.after(3)
        first.tells(.stalled, 500_000)
        first.after(2)
        first.starts(2, from: 500_000, after: .stalled, delay: 2)
        first.after(2)
        first.answers(restart: .changed)
        first.after(2)
        first.tells(.verifying, 2_000_000)
        first.completes(2_000_000, at: "/videos/one.mp4")

        var second = TimelineScript(download: 2)
        second.starts()
        second.completes(9, .notModified)
        var third = TimelineScript(download: 3, from: 1)
        third.starts()
        third.after(1)
        third.fails(.httpStatus(code: 404), sentence: "The whole sentence.")
        var fourth = TimelineScript(download: 4, from: 3)
        fourth.starts(source: "https://example.com/four.mkv")
        var timeline = Timeline()
        for script in [first, second, third, fourth] { script.add(to: &timeline) }
        return timeline
    }

    @Test func `shows every span and every end in a form of its own`() {
        let text = TimelineDrawing(Self.eventful).text
        #expect(isWellFormed(text))
        for kind in ["attempt", "wait", "stall", "restart", "saved", "unchanged", "failed", "open"]
        {
            // In its row, and in the legend.
            let marks = text.split(separator: "class=\"\(kind)\"").count - 1
            #expect(marks >= 2, "\(kind)")
        }
    }

    @Test func `says what it shows`() {
        let text = TimelineDrawing(Self.eventful).text
        for words in [
            ">4 downloads, 2.5 MB in 10 s, 250 kB/s on average<",
            ">1 saved, 1 there already, 1 failed, 1 without an end<",
            ">one.mp4<", ">2.5 MB<", ">10 s<", ">250 kB/s<", ">HTTP status 404<",
            "The whole sentence.<", ">four.mkv<", ">not modified<",
            "stall\n1.0 s to 6.0 s<", "wait of 2.0 s after: stalled too long\n6.0 s to 8.0 s<",
        ] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test func `explains only what occurs`() {
        var script = TimelineScript()
        script.starts()
        script.after(1)
        script.completes(10)
        let text = TimelineDrawing(script.timeline).text
        #expect(text.contains(">saved<"))
        #expect(!text.contains(">stall<"))
        #expect(!text.contains(">failed<"))
    }

    @Test func `is a page without downloads too`() {
        let text = TimelineDrawing(Timeline()).text
        #expect(isWellFormed(text))
        #expect(text.contains(">0 downloads<"))
        #expect(text.contains(">nothing arrived<"))
    }

    @Test(arguments: [0.0, 5])
    func `is a page with one event`(_ time: Double) {
        var script = TimelineScript(from: time)
        script.starts()
        let text = TimelineDrawing(script.timeline).text
        #expect(isWellFormed(text))
        #expect(text.contains(">a.mp4<"))
        #expect(!text.contains("nan") && !text.contains("inf\""))
    }

    @Test func `draws a download that took no time`() {
        var script = TimelineScript()
        script.starts()
        script.answers()
        script.completes(1000)
        let text = TimelineDrawing(script.timeline).text
        #expect(isWellFormed(text))
        #expect(text.contains(">1.0 kB<"))
        #expect(!text.contains("class=\"muted\" x=\"28\" y=\"140\">nothing arrived<"))
    }

    @Test func `draws the greatest numbers a log can hold`() {
        let text = TimelineDrawing(TimelineScript.extreme.timeline).text
        #expect(isWellFormed(text))
        #expect(text.contains(">36.9 EB<"))
    }

    @Test func `escapes all that comes from outside`() {
        var script = TimelineScript()
        script.starts(source: "https://user:secret@example.com/<a>&'\"\u{202E}\u{0}?token=secret")
        script.fails(
            .fileSystem(problem: "<&>"),
            sentence: "</title><script>alert('1')</script>\u{1B}[2J\u{FFFF}&amp;"
        )
        let text = TimelineDrawing(script.timeline).text
        #expect(isWellFormed(text))
        #expect(!text.contains("<script"))
        #expect(!text.contains("secret"))
        #expect(text.contains("&lt;/title&gt;&lt;script&gt;"))
        #expect(text.contains("\\u{1b}[2J\u{FFFD}&amp;amp;"))
        #expect(text.contains("/&lt;a&gt;&amp;&#39;&quot;\\u{202e}\\u{0}"))
    }

    @Test func `shortens long names and keeps them whole in the tooltip`() {
        let name = String(repeating: "very long ", count: 20) + "name.mp4"
        var script = TimelineScript()
        script.starts()
        script.after(1)
        script.completes(1, at: "/videos/\(name)")
        let text = TimelineDrawing(script.timeline).text
        #expect(text.contains("<title>\(name)\n"))
        #expect(!text.contains(">\(name)</text>"))
        #expect(text.contains("name.mp4</text>"))
    }
}
