import Downstream
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

@Suite("Where a progress bar is drawn")
struct ProgressSinkTests {
    @Test(
        arguments: [
            (["TERM": "xterm-256color"], true), (["TERM": "linux"], true),
            (["TERM": "dumb"], false),
            (["TERM": ""], false), ([:], false),
        ] as [([String: String], Bool)]
    )
    func `moves the cursor where TERM allows it`(_ environment: [String: String], _ moves: Bool) {
        #expect(Terminal.movesCursor(environment) == moves)
    }

    @Test(
        arguments: [
            ([:], true), (["NO_COLOR": ""], true), (["NO_COLOR": "1"], false),
            (["NO_COLOR": "0"], false), (["NO_COLOR": "false"], false),
        ] as [([String: String], Bool)]
    )
    func `is coloured unless NO_COLOR says something`(
        _ environment: [String: String],
        _ isColored: Bool
    ) {
        #expect(Terminal.showsColor(environment) == isColored)
    }

    @Test func `knows what is no terminal`() throws {
        var ends: [Int32] = [0, 0]
        try #require(unsafe pipe(&ends) == 0)
        defer { for end in ends { _ = close(end) } }
        #expect(Terminal(ends[1]).size == nil)
    }

    @Test func `asks a terminal for its size each time`() throws {
        let terminal = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY)
        try #require(terminal >= 0)
        defer { _ = close(terminal) }
        for (columns, rows) in [(100, 30), (40, 12), (0, 0)] as [(UInt16, UInt16)] {
            var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
            try #require(unsafe ioctl(terminal, UInt(TIOCSWINSZ), &size) == 0)
            let expected =
                columns > 0
                ? ProgressSink.Size(columns: Int(columns), rows: Int(rows)) : Terminal.usualSize
            #expect(Terminal(terminal).size == expected)
        }
    }

    @Test func `gets lines where there is no terminal`() {
        let written = Locked<[String]>([])
        let file = unsafe open("/dev/null", O_WRONLY)
        defer { _ = close(file) }

        let bar = ProgressBar(
            to: .descriptor(file) { text in written.withLock { $0.append(text) } }
        )
        bar.print("The disk is nearly full.")

        #expect(written.withLock(\.self) == ["The disk is nearly full.\n"])
    }
}
