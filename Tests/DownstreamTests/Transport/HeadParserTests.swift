import Downstream
import DownstreamTesting
import Testing

@Suite("Reading the head of a response", .timeLimit(.minutes(5)))
struct HeadParserTests {
    private func heads(_ lines: [String], limit: Int = 1000) throws -> [ResponseHead] {
        var parser = HeadParser(limit: limit)
        var heads: [ResponseHead] = []
        for line in lines {
            if let head = try parser.line(Array((line + "\r\n").utf8).span) { heads.append(head) }
        }
        return heads
    }

    @Test(arguments: [
        ("HTTP/1.1 200 OK", 200, "1.1"), ("HTTP/1.0 404 Not Found at all", 404, "1.0"),
        ("HTTP/2 200 ", 200, "2"), ("HTTP/3 204", 204, "3"), ("HTTP/1.1 999", 999, "1.1"),
        ("HTTP/1.1  200\t", 200, "1.1"), ("HTTP/1.1 200 \u{301}", 200, "1.1"),
        ("HTTP/1.1   200  OK", 200, "1.1"), ("HTTP/1.1 200 \t ", 200, "1.1"),
    ])
    func `reads a status line`(line: String, status: Int, version: String) throws {
        #expect(try heads([line, ""]) == [ResponseHead(status: status, httpVersion: version)])
    }

    @Test(arguments: [
        "HTTP/1.1", "HTTP/1.1 ", "HTTP/1.1 OK", "HTTP/1.1 20", "HTTP/1.1 2000", "HTTP/1.1 099",
        "HTTP/1.1 +20", "HTTP/1.1 -20", "HTTP/1.1 2x0", "HTTP/1.1 ٢٠٠",
        "HTTP/1.1 200\tOK", "HTTP/1.1\t200 OK", "HTTP/1.1 2é", "HTTP/", "HTTP/1.1 200é",
        "HTTP/1.1 20\u{301}", "HTTP/1.1\u{301}200",
        "HTTP/ 200 OK", "HTTP/1.x 200 OK", "HTTP/1\u{1B}[2J 200 OK", "HTTP/١.١ 200 OK",
    ])
    func `refuses a broken status line`(line: String) {
        #expect(throws: DownloadError.Reason.self) { _ = try heads([line, ""]) }
    }

    @Test func `keeps fields in order, without the white space around values`() throws {
        let head = try #require(
            try heads(["HTTP/1.1 200 OK", "B: 1", "A:\t x: y \t", "b:", "C:2", ""]).first
        )
        #expect(
            head.headers == [
                HeaderField("B", "1"), HeaderField("A", "x: y"), HeaderField("b", ""),
                HeaderField("C", "2"),
            ]
        )
        #expect(head["B"] == "1")
        #expect(head.values(of: "b") == ["1", ""])
        #expect(head["d"] == nil)
    }

    @Test func `keeps no white space around names`() throws {
        let head = try #require(try heads(["HTTP/1.1 200 OK", "A \t: 1", ":2", ""]).first)
        #expect(head.headers == [HeaderField("A", "1"), HeaderField("", "2")])
    }

    @Test func `skips what is no field`() throws {
        let head = try #require(try heads(["HTTP/1.1 200 OK", "nonsense", "A: 1", ""]).first)
        #expect(head.headers == [HeaderField("A", "1")])
    }

    @Test func `skips heads of status 1xx with their fields`() throws {
        let lines = [
            "HTTP/1.1 100 Continue", "", "HTTP/1.1 103 Early Hints", "Link: x", "",
            "HTTP/1.1 104 Unknown", "", "HTTP/1.1 200 OK", "A: 1", "",
        ]
        #expect(
            try heads(lines) == [
                ResponseHead(status: 200, httpVersion: "1.1", headers: [HeaderField("A", "1")])
            ]
        )
    }

    @Test func `gives no head where only 1xx came`() throws {
        #expect(try heads(["HTTP/1.1 100 Continue", ""]).isEmpty)
        #expect(try heads(["", "A: 1", ""]).isEmpty)
    }

    @Test func `gives its head once and ignores trailers`() throws {
        let lines = ["HTTP/1.1 200 OK", "", "A: 1", "", "HTTP/1.1 500 No", ""]
        #expect(try heads(lines) == [ResponseHead(status: 200, httpVersion: "1.1")])
    }

    @Test func `does not count trailers into the limit`() throws {
        let lines = ["HTTP/1.1 200 OK", "", String(repeating: "a", count: 100)]
        #expect(try heads(lines, limit: 30).count == 1)
    }

    @Test func `joins folded lines`() throws {
        let lines = [
            "HTTP/1.1 200 OK", " lost", "A: 1", "  2", "\t3 ", "B:", " 4", "C: 5", "  ", "",
        ]
        let head = try #require(try heads(lines).first)
        #expect(
            head.headers == [
                HeaderField("A", "1 2 3"), HeaderField("B", "4"), HeaderField("C", "5"),
            ]
        )
    }

    @Test func `refuses one byte more than the limit, also over several heads`() throws {
        let lines = ["HTTP/1.1 100 Continue", "", "HTTP/1.1 200 OK", "A: 1", ""]
        let size = lines.map { $0.utf8.count + 2 }.reduce(0, +)

        #expect(try heads(lines, limit: size).count == 1)
        #expect(throws: DownloadError.Reason.self) { _ = try heads(lines, limit: size - 1) }
    }

    @Test func `reads UTF-8, and Latin-1 where it is none`() throws {
        var parser = HeadParser(limit: 1000)
        _ = try parser.line(Array("HTTP/1.1 200 OK\r\n".utf8).span)
        _ = try parser.line(Array("A: é\r\n".utf8).span)
        _ = try parser.line([0x42, 0x3A, 0x20, 0xE9, 0x0D, 0x0A].span)
        _ = try parser.line((Array("C: é".utf8) + [0xE9, 0x09]).span)
        let head = try #require(try parser.line([0x0A].span))
        #expect(head["A"] == "é")
        #expect(head["B"] == "é")
        #expect(head["C"] == "Ã©é")
    }

    @Test func `takes lines that end without a carriage return`() throws {
        var parser = HeadParser(limit: 1000)
        _ = try parser.line(Array("HTTP/1.1 200 OK\n".utf8).span)
        _ = try parser.line(Array("A: 1\n".utf8).span)
        #expect(try parser.line(Array("\n".utf8).span)?["A"] == "1")
    }

    @Test func `is quiet about bytes of any kind`() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<2000 {
            var parser = HeadParser(limit: 500)
            for _ in 0..<8 {
                let start = Bool.random(using: &random) ? Array("HTTP/1.1 2".utf8) : []
                let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
                _ = try? parser.line((start + bytes).span)
            }
        }
    }
}
