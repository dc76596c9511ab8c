import Downstream
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("The lines of running downloads")
struct ProgressBoardTests {
    private static let receiving = DownloadEvent.Progress(
        phase: .receiving,
        received: 12_345_678,
        expected: 104_000_000,
        bytesPerSecond: 10_400_000,
        remaining: .seconds(8.8)
    )

    private static func download(_ name: String) -> Download {
        Download(from: "http://host/x", to: .file(path: "/videos/\(name)"))
    }

    private static func progress(
        _ phase: DownloadEvent.Phase,
        _ received: Int64,
        of expected: Int64? = nil
    ) -> DownloadEvent.Progress {
        DownloadEvent.Progress(
            phase: phase,
            received: received,
            expected: expected,
            bytesPerSecond: 2_000_000,
            elapsed: .seconds(10)
        )
    }

    /// A board with one download.
    private static func board(
        _ name: String,
        _ events: DownloadEvent...
    ) -> ProgressBoard<Int> {
        var board = ProgressBoard<Int>(announced: nil)
        for event in events { board.take(event, of: download(name), 1, at: .zero) }
        return board
    }

    private func lines(
        _ board: ProgressBoard<Int>,
        columns: Int = 100,
        rows: Int = 24,
        at time: Duration = .zero
    ) -> [String] {
        board.picture(columns: columns, rows: rows, at: time).map(\.text)
    }

    @Test(arguments: [
        (
            100,
            "a lecture.mp4  ━━━╾──────────────────────────"
                + "   11 %  12.3 MB of 104 MB  10.4 MB/s  0:09 left"
        ),
        (80, "a lecture.mp4  ━━───────────────   11 %  12.3 MB of 104 MB  10.4 MB/s  0:09 left"),
        (68, "a lecture.mp4  ━╾─────────────   11 %  12.3 MB  10.4 MB/s  0:09 left"),
        (56, "a lecture.mp4  ━───────────   11 %  10.4 MB/s  0:09 left"),
        (45, "a lecture.mp4   11 %  10.4 MB/s  0:09 left"),
        (40, "a lectu…mp4   11 %  10.4 MB/s  0:09 left"),
        (39, "a lect…mp4   11 %  10.4 MB/s  0:09 left"),
        (38, "a lecture.mp4   11 %  10.4 MB/s"),
        (20, "a lecture.mp4   11 %"),
        (19, "a lectur…mp4   11 %"),
        (16, "a lect…p4   11 %"),
        (12, "11 %"),
        (2, "1…"),
        (1, "…"),
        (0, ""),
    ])
    func `drop what matters least`(_ columns: Int, _ expected: String) {
        let board = Self.board("a lecture.mp4", .progress(Self.receiving))
        #expect(lines(board, columns: columns) == [expected])
    }

    @Test(arguments: [
        (progress(.connecting, 0), "a.mp4  connecting"),
        (progress(.connecting, 2_000_000), "a.mp4   2.0 MB  connecting"),
        (progress(.waiting(until: .seconds(14.2)), 0), "a.mp4  waiting 5 s"),
        (progress(.waiting(until: .seconds(3)), 0), "a.mp4  waiting 0 s"),
        (progress(.receiving, 500), "a.mp4    500 B   2.0 MB/s"),
        (
            progress(.receiving, 999, of: 1000),
            "a.mp4  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╾   99 %    999 B of 1.0 kB   2.0 MB/s"
        ),
        (
            progress(.stalled, 500, of: 1000),
            "a.mp4  ━━━━━━━━━━━━━━━───────────────   50 %    500 B of 1.0 kB  stalled"
        ),
        (
            progress(.verifying, 1000, of: 1000),
            "a.mp4  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━  100 %   1.0 kB of 1.0 kB  verifying"
        ),
        (progress(.verifying, 0, of: 0), "a.mp4  verifying"),
    ])
    func `tell every phase`(_ progress: DownloadEvent.Progress, _ expected: String) {
        #expect(lines(Self.board("a.mp4", .progress(progress))) == [expected])
    }

    @Test func `count the seconds of a wait down between events`() {
        let attempt = DownloadEvent.Attempt(number: 2, delay: .seconds(5))
        let board = Self.board("a.mp4", .started(attempt))
        #expect(lines(board) == ["a.mp4  waiting 5 s  attempt 2"])
        #expect(lines(board, at: .seconds(1.5)) == ["a.mp4  waiting 4 s  attempt 2"])
        #expect(lines(board, columns: 27) == ["a.mp4  waiting 5 s"])
    }

    @Test func `take the name that the server gives`() throws {
        var board = ProgressBoard<Int>(announced: nil)
        let download = Download(from: "http://host/a.mp4", to: .directory(path: "."))
        var progress = Self.progress(.receiving, 0)
        board.take(.progress(progress), of: download, 1, at: .zero)
        #expect(lines(board).first?.hasPrefix("a.mp4  ") == true)

        let url = try #require(URL(string: "http://host/b"))
        var answer = DownloadEvent.Response(status: 200, finalURL: url)
        answer.suggestedName = "proper\u{1B}.mp4"
        progress.response = answer
        board.take(.progress(progress), of: download, 1, at: .zero)
        #expect(lines(board).first?.hasPrefix("proper\\u{1b}.mp4  ") == true)
    }

    @Test func `stand below each other, field by field`() {
        var board = Self.board("a.mp4", .progress(Self.receiving))
        let second = Self.download("東京 long.mp4")
        board.take(.progress(Self.progress(.connecting, 0)), of: second, 2, at: .zero)
        let third = Self.download("c")
        board.take(.progress(Self.progress(.receiving, 7)), of: third, 3, at: .zero)
        #expect(
            lines(board, columns: 80) == [
                "a.mp4          ━╾──────────────   11 %  12.3 MB of 104 MB  10.4 MB/s   0:09 left",
                "東京 long.mp4                                              connecting",
                "c                                           7 B             2.0 MB/s",
                "0 done                                  12.3 MB                0 B/s",
            ]
        )
    }

    @Test(arguments: 0...120)
    func `never are too long`(_ columns: Int) {
        let phases: [DownloadEvent.Phase] = [
            .receiving, .stalled, .connecting, .verifying, .waiting(until: .seconds(1_000_000)),
        ]
        var board = ProgressBoard<Int>(announced: 40)
        for (id, phase) in phases.enumerated() {
            var progress = Self.receiving
            progress.phase = phase
            let download = Self.download("視頻 café 🎬 한국어 e\u{301} \u{202E}lecture (\(id)).mp4")
            board.take(.started(.init(number: id + 1)), of: download, id, at: .zero)
            board.take(.progress(progress), of: download, id, at: .zero)
            for rows in 1...7 {
                let lines = board.picture(columns: columns, rows: rows, at: .zero)
                #expect(lines.count <= rows)
                #expect(lines.allSatisfy { TextWidth($0.text).columns <= columns })
            }
        }
    }
}
