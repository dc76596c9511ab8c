internal import Downstream

#if canImport(FoundationEssentials)
internal import struct FoundationEssentials.Data
#else
internal import struct Foundation.Data
#endif

extension TransportConformance {
    private static let abc = Data("abc".utf8)

    private static func row(_ name: String, _ text: String, _ head: ResponseHead) -> ConformanceRow
    {
        ConformanceRow(name, bytes: text.utf8, .whole(head, abc))
    }

    /// The rows of bytes that are good, though no script says them so.
    static let bytes: [ConformanceRow] = {
        let length = head(200, ("Content-Length", "3"))
        let chunked = head(200, ("Transfer-Encoding", "chunked"))
        let start = "HTTP/1.1 200 OK\r\n"
        let chunks = start + "Transfer-Encoding: chunked\r\n\r\n"
        let latin =
            Array("\(start)X-Name: na".utf8) + [0xEF]
            + Array("ve\r\nContent-Length: 3\r\n\r\nabc".utf8)
        return [
            ConformanceRow(
                "a value in Latin-1",
                bytes: latin,
                .whole(head(200, ("X-Name", "naïve"), ("Content-Length", "3")), abc)
            ),
            row("blanks around a value", start + "Content-Length: \t3 \t\r\n\r\nabc", length),
            row("no reason phrase", "HTTP/1.1 200\r\nContent-Length: 3\r\n\r\nabc", length),
            row("lines without returns", "HTTP/1.1 200 OK\nContent-Length: 3\n\nabc", length),
            row("more bytes than announced", start + "Content-Length: 3\r\n\r\nabcdef", length),
            row(
                "the same length twice",
                start + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
                head(200, ("Content-Length", "3"), ("Content-Length", "3"))
            ),
            row(
                "a length beside chunks",
                start
                    + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
                head(200, ("Content-Length", "1"), ("Transfer-Encoding", "chunked"))
            ),
            row("one chunk a byte", chunks + "1\r\na\r\n1\r\nb\r\n1\r\nc\r\n0\r\n\r\n", chunked),
            row("a chunk with an extension", chunks + "3;a=b\r\nabc\r\n0\r\n\r\n", chunked),
            row("a size with zeros before it", chunks + "0003\r\nabc\r\n000\r\n\r\n", chunked),
            row("fields behind the chunks", chunks + "3\r\nabc\r\n0\r\nX-A: 1\r\n\r\n", chunked),
            ConformanceRow(
                "a reset instead of the rest",
                bytes: "\(start)Content-Length: 9\r\n\r\nabc".utf8,
                then: .reset,
                .reset(head(200, ("Content-Length", "9")), abc, .connectionLost)
            ),
        ]
    }()

    private static func refused(_ name: String, _ text: String) -> ConformanceRow {
        ConformanceRow(name, bytes: text.utf8, .refused(.any))
    }

    /// The rows of heads that nobody may take for a response.
    static let malformedHeads: [ConformanceRow] = {
        let end = "Content-Length: 3\r\n\r\nabc"
        return [
            refused("nothing", ""),
            refused("an empty line", "\r\n"),
            refused("no head at all", "hello, this is version 0.9"),
            refused("a head of another protocol", "RTSP/1.0 200 OK\r\n\(end)"),
            refused("a version that does not exist", "HTTP/9.9 200 OK\r\n\(end)"),
            refused("no version", "HTTP/ 200 OK\r\n\(end)"),
            refused("no status", "HTTP/1.1\r\n\(end)"),
            refused("a status of two digits", "HTTP/1.1 20 OK\r\n\(end)"),
            refused("a status of four digits", "HTTP/1.1 2000 OK\r\n\(end)"),
            refused("a status with a sign", "HTTP/1.1 +20 OK\r\n\(end)"),
            refused("a status of letters", "HTTP/1.1 abc OK\r\n\(end)"),
            refused("a status below 100", "HTTP/1.1 099 OK\r\n\(end)"),
            refused("half a status line", "HTTP/1.1 2"),
            refused("no empty line behind the head", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n"),
            refused("half a field", "HTTP/1.1 200 OK\r\nContent-Le"),
            refused("no head but 1xx", "HTTP/1.1 100 Continue\r\n\r\n"),
            refused("a zero byte in a value", "HTTP/1.1 200 OK\r\nX-A: a\0b\r\n\(end)"),
        ]
    }()

    /// The rows of bodies that nobody may take for whole.
    static let malformedBodies: [ConformanceRow] = {
        let start = "HTTP/1.1 200 OK\r\n"
        // Of lengths that contradict themselves or each other transports take one; the engine judges.
        let lengths = ["-3", "three"].map { length in
            refused("a length of \(length)", "\(start)Content-Length: \(length)\r\n\r\nabc")
        }
        let chunks = [
            "no size": "\r\nabc\r\n0\r\n\r\n",
            "a size of letters": "zz\r\nabc\r\n0\r\n\r\n",
            "a size with a sign": "-3\r\nabc\r\n0\r\n\r\n",
            "a size that cannot be counted": "fffffffffffffffff\r\nabc\r\n",
            "a size too small": "2\r\nabc\r\n0\r\n\r\n",
            "a size too large": "9\r\nabc\r\n0\r\n\r\n",
            "no end behind a chunk": "3\r\nabc0\r\n\r\n",
            "no last chunk": "3\r\nabc\r\n",
            "half a size": "3\r\nabc\r\n1",
            "half a chunk": "3\r\nab",
            "no line behind the last chunk": "3\r\nabc\r\n0\r\n",
        ]
        return lengths
            + chunks.sorted { $0.key < $1.key }.map { name, body in
                refused("chunks with \(name)", "\(start)Transfer-Encoding: chunked\r\n\r\n\(body)")
            } + [
                refused("a coding that nobody knows", "\(start)Transfer-Encoding: gzip\r\n\r\nabc")
            ]
    }()
}
