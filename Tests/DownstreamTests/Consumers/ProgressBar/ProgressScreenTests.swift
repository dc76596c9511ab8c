import Downstream
import DownstreamTesting
import Testing

@Suite("What a terminal shows of downloads")
struct ProgressScreenTests {
    /// A screen on a terminal, and what the screen is meant to show.
    private struct Trial {
        var terminal: TerminalModel
        var screen = ProgressScreen<Int>(hasColor: true)
        var time = Duration.zero
        var drawings = 0

        init(columns: Int = 60, rows: Int = 6) {
            terminal = TerminalModel(columns: columns, rows: rows)
        }

        var size: ProgressSink.Size {
            ProgressSink.Size(columns: terminal.columns, rows: terminal.height)
        }

        mutating func take(
            _ event: DownloadEvent,
            _ id: Int,
            after wait: Duration = .milliseconds(100)
        ) {
            time += wait
            let download = Download(from: "http://h/a", to: .file(path: "/v/\(id).mp4"))
            let size = size
            let text = screen.take(event, of: download, id, at: time, size: { size })
            if let text { write(text) }
        }

        mutating func write(_ text: String) {
            drawings += 1
            terminal.write(text)
        }
    }

    private func progress(_ received: Int64) -> DownloadEvent {
        .progress(DownloadEvent.Progress(phase: .receiving, received: received, expected: 100))
    }

    private func saved(_ name: String) -> DownloadEvent {
        .completed(
            DownloadEvent.Completion(url: nil, byteCount: 1, duration: .zero, warnings: [name])
        )
    }

    @Test func `draws a line again in its place`() {
        var trial = Trial()
        for received in [0, 50, 100] as [Int64] { trial.take(progress(received), 1) }
        #expect(
            trial.terminal.lines == [
                "1.mp4  ━━━━━━━━━━━━━━━━  100 %    100 B of 100 B      0 B/s"
            ]
        )
        #expect(trial.drawings == 3)
    }

    @Test func `sends these bytes`() {
        var screen = ProgressScreen<Int>(hasColor: true)
        let size = ProgressSink.Size(columns: 24, rows: 5)
        let download = Download(from: "http://h/a", to: .file(path: "/a"))
        let first = screen.take(.started(1), of: download, 1, at: .zero) { size }
        #expect(first == "\u{1B}[?7la  connecting\u{1B}[J\r\u{1B}[?7h")
        let second = screen.take(.started(1), of: download, 2, at: .seconds(1)) { size }
        #expect(
            second == "\r\u{1B}[?7la       connecting\u{1B}[K\na       connecting\u{1B}[K\n"
                + "0 done\u{1B}[J\r\u{1B}[?7h"
        )
        let third = screen.take(.broken, of: download, 1, at: .seconds(1)) { size }
        #expect(third?.hasPrefix("\r\u{1B}[2A\u{1B}[J\u{1B}[31mfailed\u{1B}[0m: ") == true)
        let fourth = screen.drop(2, at: .seconds(1), size: size)
        #expect(fourth == "\r\u{1B}[1A\u{1B}[J")
        #expect(screen.drop(2, at: .seconds(1), size: size) == "")
    }

    @Test func `draws at most ten times a second, but every end`() {
        var trial = Trial()
        for received in 0..<1000 as Range<Int64> {
            trial.take(progress(received / 10), 1, after: .milliseconds(1))
        }
        #expect(trial.drawings == 10)
        trial.take(.broken, 1, after: .zero)
        #expect(trial.drawings == 11)
        #expect(trial.terminal.lines.first?.hasPrefix("failed: ") == true)
        #expect(trial.terminal.lines.count == 1)
    }

    @Test func `lets what has ended scroll away above what runs`() {
        var trial = Trial(rows: 4)
        for id in 1...6 { trial.take(.started(1), id) }
        for id in 1...4 { trial.take(saved("\(id)"), id) }
        #expect(
            trial.terminal.lines == [
                "received 1 B in 0 µs", "note: 1", "received 1 B in 0 µs", "note: 2",
                "received 1 B in 0 µs", "note: 3", "received 1 B in 0 µs", "note: 4",
                "5.mp4            connecting", "6.mp4            connecting",
                "4 done      4 B     13 B/s",
            ]
        )
        #expect(!trial.terminal.hasBroken && !trial.terminal.hasEscapedUnknown)
    }

    @Test func `puts what is said above the lines`() {
        var trial = Trial()
        trial.take(.started(1), 1)
        let long = String(repeating: "x", count: 100)
        let text = trial.screen.print(
            [StyledText("one"), StyledText(long)],
            at: .zero,
            size: trial.size
        )
        trial.write(text)
        trial.take(progress(1), 1)
        #expect(
            trial.terminal.lines.dropLast()
                == ["one", String(long.prefix(60)), String(long.prefix(40))]
        )
        #expect(trial.terminal.lines.last?.hasPrefix("1.mp4") == true)
    }

    @Test(arguments: [80, 61, 59, 30, 20, 7, 2, 1])
    func `leaves nothing behind where the width changes`(_ columns: Int) {
        var trial = Trial(rows: 1000)
        trial.write(trial.screen.print([StyledText("-")], at: .zero, size: trial.size))
        var other = Trial(columns: columns, rows: 1000)
        for id in 1...3 { trial.take(progress(50), id) }
        for id in 1...3 { other.take(progress(50), id) }

        trial.terminal.resize(columns: columns)
        for id in 1...3 { trial.take(progress(51), id) }
        for id in 1...3 { other.take(progress(51), id) }
        #expect(trial.terminal.lines == ["-"] + other.terminal.lines)

        for id in 1...3 {
            trial.write(trial.screen.drop(id, at: trial.time, size: trial.size))
        }
        #expect(trial.terminal.lines == ["-"])
    }

    /// Twenty downloads at random, on a small terminal or on one whose width changes.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `shows what stays and what runs, whatever happens`(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let changesWidth = seed.isMultiple(of: 2)
        // What a terminal has broken and scrolled away nobody can take back: so that one is high.
        var trial = Trial(
            columns: Int.random(in: 27...100, using: &random),
            rows: changesWidth ? 150 : 12
        )
        var running: [Int] = []
        var lines: [String] = []
        var next = 1
        while next <= 20 || !running.isEmpty {
            switch Int.random(in: 0...9, using: &random) {
            case 0...2 where next <= 20:
                trial.take(.started(1), next)
                running.append(next)
                next += 1
            case 3 where !running.isEmpty:
                let id = running.remove(at: Int.random(in: running.indices, using: &random))
                trial.take(saved("\(id)"), id)
                lines += ["received 1 B in 0 µs", "note: \(id)"]
            case 4 where !running.isEmpty:
                let id = running.removeFirst()
                trial.write(trial.screen.drop(id, at: trial.time, size: trial.size))
            case 5:
                let said = [StyledText("said")]
                trial.write(trial.screen.print(said, at: trial.time, size: trial.size))
                lines.append("said")
            case 6 where changesWidth:
                trial.terminal.resize(columns: Int.random(in: 27...100, using: &random))
                trial.write(trial.screen.print([], at: trial.time, size: trial.size))
            default:
                guard let id = running.randomElement(using: &random) else { continue }
                trial.take(progress(Int64.random(in: 0...100, using: &random)), id)
            }
            let shown = trial.terminal.lines
            #expect(Array(shown.prefix(lines.count)) == lines)
            let live = shown.dropFirst(lines.count)
            #expect(live.allSatisfy { TextWidth($0).columns < trial.size.columns })
            let total = next > 2 && !running.isEmpty ? 1 : 0
            #expect(shown.count - lines.count == min(running.count + total, trial.size.rows - 1))
        }
        #expect(trial.terminal.lines == lines)
        #expect(!trial.terminal.hasBroken && !trial.terminal.hasEscapedUnknown)
    }
}
