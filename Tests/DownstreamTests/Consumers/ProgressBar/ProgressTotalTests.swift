import Downstream
import Testing

@Suite("The line of all downloads together")
struct ProgressTotalTests {
    private let download = Download(from: "http://host/a", to: .file(path: "/videos/a"))

    private func progress(_ received: Int64, of expected: Int64?) -> DownloadEvent {
        .progress(
            DownloadEvent.Progress(phase: .receiving, received: received, expected: expected)
        )
    }

    private func board(announced: Int?, running: Int) -> ProgressBoard<Int> {
        var board = ProgressBoard<Int>(announced: announced)
        for id in 0..<running {
            board.take(.started(1), of: download, id, at: .zero)
            board.take(progress(0, of: 1_000_000), of: download, id, at: .zero)
        }
        return board
    }

    private func lines(_ board: ProgressBoard<Int>, rows: Int = 24) -> [String] {
        board.picture(columns: 40, rows: rows, at: .zero).map(\.text)
    }

    private func last(_ board: ProgressBoard<Int>) -> String? {
        board.picture(columns: 100, rows: 24, at: .zero).last?.text
    }

    @Test func `is there only for several`() {
        #expect(lines(board(announced: nil, running: 1)).count == 1)
        #expect(lines(board(announced: 1, running: 1)).count == 1)
        #expect(lines(board(announced: nil, running: 2)).count == 3)
        #expect(lines(board(announced: 2, running: 1)).count == 2)
    }

    @Test func `tells bytes, speed and what is left where every size is known`() {
        var board = board(announced: 2, running: 2)
        board.take(progress(500_000, of: 1_000_000), of: download, 0, at: .seconds(1))
        board.take(progress(500_000, of: 1_000_000), of: download, 1, at: .seconds(1))
        // Both came within this second; the second is told when time has passed.
        board.take(progress(500_000, of: 1_000_000), of: download, 1, at: .seconds(2))
        #expect(
            last(board)
                == "0 of 2  ━━━━━━━━━━━━━━━───────────────   50 %   1.0 MB of 2.0 MB   500 kB/s"
                + "  0:02 left"
        )
    }

    @Test func `promises nothing where a size or a download is unknown`() {
        #expect(last(board(announced: 3, running: 2))?.contains("%") == false)
        #expect(last(board(announced: nil, running: 2))?.contains("%") == false)
        var board = board(announced: 2, running: 2)
        #expect(last(board)?.contains("  0 %") == true)
        board.take(progress(1, of: nil), of: download, 0, at: .zero)
        #expect(last(board)?.contains("%") == false)
    }

    @Test func `counts what has ended`() {
        var board = board(announced: 5, running: 4)
        board.take(.completed(.init(url: nil, byteCount: 1_000_000)), of: download, 0, at: .zero)
        board.take(.broken, of: download, 1, at: .zero)
        board.drop(2)
        board.drop(2)
        #expect(last(board)?.hasPrefix("3 of 5, 1 failed  ") == true)
        board.announced = nil
        #expect(last(board)?.hasPrefix("3 done, 1 failed  ") == true)
    }

    @Test func `does not take a file that was there for speed`() {
        var board = board(announced: 3, running: 2)
        let present = DownloadEvent.Completion(
            url: nil,
            byteCount: 9_000_000,
            how: .alreadyPresent
        )
        board.take(.completed(present), of: download, 0, at: .seconds(1))
        board.take(progress(0, of: 1_000_000), of: download, 1, at: .seconds(2))
        #expect(last(board)?.hasSuffix("      0 B/s") == true)
    }

    @Test func `goes when nothing runs and nothing will come`() {
        var board = board(announced: 2, running: 1)
        board.drop(0)
        #expect(lines(board).count == 1)
        board.announced = nil
        #expect(lines(board) == [])
        board.announced = 2
        board.take(.done, of: download, 1, at: .zero)
        #expect(lines(board) == [])
    }

    @Test func `stays where not all fit`() {
        let board = board(announced: nil, running: 200)
        let five = lines(board, rows: 5)
        #expect(five.count == 5)
        #expect(five[3] == "and 197 more")
        #expect(five[4].hasPrefix("0 done"))
        #expect(lines(board, rows: 2).first == "200 running")
        #expect(lines(board, rows: 1).count == 1)
        #expect(lines(board, rows: 1).first?.hasPrefix("0 done") == true)
        #expect(lines(board, rows: 201).count == 201)
    }

    @Test func `shows those that have run longest`() {
        var board = ProgressBoard<Int>(announced: nil)
        for id in [3, 1, 2] {
            let download = Download(from: "http://host/a", to: .file(path: "/\(id)"))
            board.take(.started(1), of: download, id, at: .zero)
        }
        #expect(lines(board).dropLast().map(\.first) == ["3", "1", "2"])
        board.drop(3)
        board.take(.chunk(at: 0), of: download, 4, at: .zero)
        #expect(lines(board).dropLast().map(\.first) == ["1", "2"])
    }

    @Test func `counts ten thousand, of which a few run at a time`() {
        var board = ProgressBoard<Int>(announced: 10_000)
        for id in 0..<9_999 {
            board.take(.started(1), of: download, id, at: .zero)
            if id >= 3 { board.take(.done, of: download, id - 3, at: .zero) }
        }
        #expect(lines(board).count == 4)
        #expect(last(board)?.hasPrefix("9996 of 10000  ") == true)
    }

    @Test func `is forgotten with the rest`() {
        var board = board(announced: 5, running: 4)
        board.clear()
        #expect(lines(board) == [])
    }
}
