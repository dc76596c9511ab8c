import Foundation
import Testing

@testable import download

@Suite("Reading lines as they come", .timeLimit(.minutes(5)))
struct LineReaderTests {
    private func lines(_ bytes: [UInt8]) throws -> [LineReader.Line] {
        let pipe = Pipe()
        let writing = pipe.fileHandleForWriting
        let writer = Thread {
            try? writing.write(contentsOf: Data(bytes))
            try? writing.close()
        }
        writer.start()
        var reader = LineReader(pipe.fileHandleForReading.fileDescriptor, interruption: nil)
        var lines: [LineReader.Line] = []
        while let line = try reader.next() { lines.append(line) }
        #expect(reader.number == lines.count)
        return lines
    }

    @Test(arguments: [
        ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]),
        ("a\r\n\r\nb\r", ["a", "", "b"]),
        ("\n\n", ["", ""]), ("ä\n\u{1F600}\n", ["ä", "\u{1F600}"]),
    ])
    func `gives each without its end`(_ text: String, _ expected: [String]) throws {
        #expect(try lines(Array(text.utf8)) == expected.map { .text($0) })
    }

    @Test func `is not stopped by a line that nobody could mean`() throws {
        let long = [UInt8](repeating: 0x61, count: 300_000)
        let bytes = Array("a\n".utf8) + long + Array("\nb\n".utf8) + [0xFF, 0x0A] + Array("c".utf8)
        #expect(
            try lines(bytes) == [
                .text("a"), .unreadable(problem: "it is longer than 64 KiB"), .text("b"),
                .unreadable(problem: "it is not UTF-8"), .text("c"),
            ]
        )
        #expect(try lines(long) == [.unreadable(problem: "it is longer than 64 KiB")])
        #expect(
            try lines(Array(long.prefix(65_536)))
                == [.text(String(repeating: "a", count: 65_536))]
        )
    }

    @Test func `gives a line before the next is there`() throws {
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data("a\nb".utf8))
        var reader = LineReader(pipe.fileHandleForReading.fileDescriptor, interruption: nil)
        #expect(try reader.next() == .text("a"))
        try pipe.fileHandleForWriting.close()
        #expect(try reader.next() == .text("b"))
        #expect(try reader.next() == nil)
    }

    @Test func `stops at a signal although nobody writes`() throws {
        let pipe = Pipe()
        let interruption = Interruption()
        var reader = LineReader(
            pipe.fileHandleForReading.fileDescriptor,
            interruption: interruption
        )
        #expect(interruption.note(SIGINT))
        #expect(try reader.next() == nil)
        try pipe.fileHandleForWriting.close()
    }
}
