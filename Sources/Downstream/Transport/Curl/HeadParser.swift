/// Reads header lines until the final head of a response is complete (RFC 9112, sections 4 and 5).
package struct HeadParser {
    /// The fields for which a head has room at once; most have fewer.
    private static let usualFields = 16

    private let limit: Int
    private var count = 0
    private var head: ResponseHead?
    private var isComplete = false

    /// A parser that refuses heads of more bytes than `limit`.
    package init(limit: Int) {
        self.limit = limit
    }

    /// Takes one line with its end.
    ///
    /// - Returns: The head, once, at the empty line behind it. Heads of status 1xx are skipped, and
    ///   so is what comes after the body.
    package mutating func line(
        _ line: Span<UInt8>
    ) throws(DownloadError.Reason) -> ResponseHead? {
        guard !isComplete else { return nil }
        count += line.count
        guard count <= limit else {
            throw .malformedResponse(problem: "its head is larger than the limit of \(limit) bytes")
        }
        var end = 0
        while end < line.count, line[end] != 0x0D, line[end] != 0x0A { end += 1 }
        guard end > 0 else { return finish() }
        let content = line.extracting(..<end)
        if Self.isStatusLine(content) {
            head = Self.statusLine(content)
            guard head != nil else {
                throw .malformedResponse(problem: "its status line cannot be read")
            }
        } else {
            add(content)
        }
        return nil
    }

    private mutating func finish() -> ResponseHead? {
        guard let head, !(100..<200).contains(head.status) else {
            head = nil
            return nil
        }
        isComplete = true
        return head
    }

    private mutating func add(_ content: Span<UInt8>) {
        if content[0].isBlank {
            // A folded line goes on with the value before it.
            guard let last = head?.headers.indices.last else { return }
            let before = head?.headers[last].value ?? ""
            head?.headers[last].value =
                "\(before) \(Self.text(content, content.indices))".withoutBlanks
            return
        }
        guard let colon = content.indices.first(where: { content[$0] == 0x3A }) else { return }
        let name = Self.text(content, 0..<colon)
        let value = Self.text(content, (colon + 1)..<content.count)
        head?.headers.append(HeaderField(name, value))
    }

    private static func isStatusLine(_ content: Span<UInt8>) -> Bool {
        content.count >= 5 && content[0] == UInt8(ascii: "H") && content[1] == UInt8(ascii: "T")
            && content[2] == UInt8(ascii: "T") && content[3] == UInt8(ascii: "P")
            && content[4] == UInt8(ascii: "/")
    }

    /// "HTTP/1.1 200 OK", "HTTP/2 200".
    private static func statusLine(_ line: Span<UInt8>) -> ResponseHead? {
        let end = withoutBlanks(line, line.indices).upperBound
        var place = 5
        while place < end, line[place] != 0x20 { place += 1 }
        let version = 5..<place
        while place < end, line[place] == 0x20 { place += 1 }
        // Three digits, and what comes behind a space does not matter.
        guard place + 3 == end || place + 3 < end && line[place + 3] == 0x20 else { return nil }
        var status = 0
        for index in place..<(place + 3) {
            guard line[index].isDigit else { return nil }
            status = status * 10 + Int(line[index] - 0x30)
        }
        // The version is shown and recorded, and so may hold nothing else.
        guard status >= 100, !version.isEmpty,
            version.allSatisfy({ line[$0].isDigit || line[$0] == 0x2E })
        else { return nil }
        var head = ResponseHead(status: status, httpVersion: text(line, version))
        head.headers.reserveCapacity(usualFields)
        return head
    }

    /// Header text is UTF-8 today and Latin-1 by old custom; the blanks around it do not count.
    private static func text(_ line: Span<UInt8>, _ range: Range<Int>) -> String {
        unsafe line.extracting(withoutBlanks(line, range)).withUnsafeBufferPointer { bytes in
            // Nearly all of it is ASCII, which needs no judgement.
            guard unsafe bytes.reduce(0, |) >= 0x80 else {
                return unsafe String(decoding: bytes, as: UTF8.self)
            }
            return unsafe String(validating: bytes, as: UTF8.self)
                ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        }
    }

    private static func withoutBlanks(_ line: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, line[start].isBlank { start += 1 }
        while start < end, line[end - 1].isBlank { end -= 1 }
        return start..<end
    }
}
