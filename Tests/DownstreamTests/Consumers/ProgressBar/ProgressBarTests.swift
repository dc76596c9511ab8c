import Downstream
import DownstreamTesting
import Testing

@Suite("The progress bar", .timeLimit(.minutes(5)))
struct ProgressBarTests {
    /// What was written.
    private final class Paper: Sendable {
        private let texts = Locked<[String]>([])

        var all: [String] { texts.withLock(\.self) }

        func write(_ text: String) {
            texts.withLock { $0.append(text) }
        }

        /// A terminal with this width.
        func terminal(columns: Int = 80, hasColor: Bool = false) -> ProgressSink {
            .terminal(
                hasColor: hasColor,
                size: { ProgressSink.Size(columns: columns, rows: 24) },
                write: { self.write($0) }
            )
        }

        /// Lines that stay.
        var lines: ProgressSink { .lines(to: .closure { self.write($0) }) }

        /// What is on the terminal in the end.
        func shown(columns: Int = 80) -> TerminalModel {
            var model = TerminalModel(columns: columns, rows: 24)
            for text in all { model.write(text) }
            return model
        }
    }

    private let paper = Paper()
    private let clock = TestClock()
    private let download = Download(from: "http://h/a", to: .file(path: "/v/a.mp4"), retry: .never)
    private let head = ResponseHead(status: 200, length: 10)

    private func stream(_ events: DownloadEvent...) -> AsyncStream<DownloadEvent> {
        AsyncStream { continuation in
            for event in events { continuation.yield(event) }
            continuation.finish()
        }
    }

    @Test func `leaves a sentence for each download that it watched`() async throws {
        let nowhere = Download(from: "http://h/a", to: .nowhere, retry: .never)
        let network = ScriptedTransport(
            [.head(head), .bytes(10)],
            [.head(ResponseHead(status: 404))]
        )
        let downloader = Downloader.scripted(network)
        let bar = ProgressBar(to: paper.terminal(columns: 200), clock: clock)

        _ = await nowhere.savedFile(on: downloader, observedBy: bar)
        _ = await nowhere.savedFile(on: downloader, observedBy: bar)

        let model = paper.shown(columns: 200)
        #expect(model.lines.count == 2)
        #expect(model.lines.first?.hasPrefix("received 10 B in ") == true)
        #expect(
            model.lines.last?.hasPrefix("failed: Judging the answer for http://h/a failed: ")
                == true
        )
        #expect(paper.all.first == "\u{1B}[?7la  connecting\u{1B}[J\r\u{1B}[?7h")
    }

    @Test func `tells those apart that it watches at the same time`() async {
        let bar = ProgressBar(to: paper.terminal(), clock: clock)
        let (first, end) = AsyncStream.makeStream(of: DownloadEvent.self)
        end.yield(.started(1))
        async let watched: Void = bar.consume(first, of: download)
        await bar.consume(stream(.started(1), .done), of: download)
        end.finish()
        await watched

        #expect(paper.shown().lines == ["received 1 B in 0 µs"])
    }

    @Test func `takes away what ends without a last event`() async {
        let bar = ProgressBar(to: paper.terminal(), clock: clock)
        await bar.consume(stream(.started(1)), of: download)
        #expect(paper.all.count == 2)
        #expect(paper.shown().lines == [])
    }

    @Test func `shows a stream of many downloads`() {
        let bar = ProgressBar(to: paper.terminal(), downloads: 3, clock: clock)
        bar.show(.started(1), of: download, id: 7)
        clock.advance(by: .milliseconds(99))
        bar.show(.started(1), of: download, id: 8)
        #expect(paper.shown().lines.count == 2)
        clock.advance(by: .milliseconds(1))
        bar.show(.progress(.connecting, 0), of: download, id: 8)
        #expect(paper.shown().lines.count == 3)

        bar.show(.done, of: download, id: 7)
        bar.end(id: 8)
        bar.end(id: 8)
        #expect(
            paper.shown().lines == ["received 1 B in 0 µs", "2 of 3      1 B      0 B/s"]
        )
        bar.expect(2)
        bar.print("said")
        #expect(paper.shown().lines == ["received 1 B in 0 µs", "said"])
    }

    @Test func `lets others write above its lines`() {
        let bar = ProgressBar(to: paper.terminal(), clock: clock)
        bar.show(.started(1), of: download, id: 1)
        bar.print("one\ntwo\u{1B}[2J")
        #expect(paper.shown().lines == ["one", "two\\u{1b}[2J", "a.mp4  connecting"])
        bar.clear()
        #expect(paper.shown().lines == ["one", "two\\u{1b}[2J"])
    }

    @Test func `colours what went well, what went wrong, and the track`() {
        let bar = ProgressBar(to: paper.terminal(hasColor: true), clock: clock)
        bar.show(.done, of: download, id: 1)
        bar.show(.broken, of: download, id: 2)
        let text = paper.all.joined()
        #expect(text.contains("\u{1B}[32mreceived\u{1B}[0m 1 B"))
        #expect(text.contains("\u{1B}[31mfailed\u{1B}[0m: "))
        let half = DownloadEvent.Progress(phase: .receiving, received: 1, expected: 2)
        clock.advance(by: .seconds(1))
        bar.show(.progress(half), of: download, id: 3)
        #expect(paper.all.last?.contains("\u{1B}[2m─") == true)
    }

    @Test func `sends no colours where none are wanted`() {
        let bar = ProgressBar(to: paper.terminal(), clock: clock)
        let half = DownloadEvent.Progress(phase: .receiving, received: 1, expected: 2)
        bar.show(.progress(half), of: download, id: 1)
        bar.show(.done, of: download, id: 1)
        let codes = ["\u{1B}[32m", "\u{1B}[31m", "\u{1B}[2m", "\u{1B}[0m"]
        #expect(!codes.contains { paper.all.joined().contains($0) })
    }

    @Test func `writes lines without escape codes where nothing moves`() {
        let bar = ProgressBar(to: paper.lines, clock: clock)
        bar.show(.started(1), of: download, id: 1)
        bar.show(.progress(.receiving, 0), of: download, id: 1)
        bar.print("said")
        clock.advance(by: .seconds(10))
        bar.show(.progress(.receiving, 5), of: download, id: 1)
        bar.show(.done, of: download, id: 1)
        bar.end(id: 1)
        bar.clear()
        #expect(
            paper.all == [
                "receiving a.mp4", "said", "a.mp4      5 B      0 B/s",
                "received 1 B in 0 µs",
            ]
        )
    }

    @Test func `draws one text at a time, whoever has events`() async {
        let bar = ProgressBar(to: paper.terminal(), clock: clock)
        let download = download
        await withTaskGroup { group in
            for id in 1...8 {
                group.addTask {
                    for _ in 1...100 {
                        bar.show(.started(1), of: download, id: id)
                        bar.show(.done, of: download, id: id)
                        bar.print("said \(id)")
                    }
                }
            }
        }
        let lines = paper.shown().lines
        #expect(lines.count { $0 == "received 1 B in 0 µs" } == 800)
        #expect(lines.count { $0.hasPrefix("said ") } == 800)
        #expect(lines.count == 1600)
    }
}
