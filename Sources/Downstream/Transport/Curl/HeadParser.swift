/// Reads header lines until the final head of a response is complete (RFC 9112, sections 4 and 5).
package struct HeadParser {
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
        _ bytes: some BidirectionalCollection<UInt8>
    ) throws(DownloadError.Reason) -> ResponseHead? {
        guard !isComplete else { return nil }
        count += bytes.count
        guard count <= limit else {
            throw .malformedResponse(problem: "its head is larger than the limit of \(limit) bytes")
        }
        let content = bytes.prefix { $0 != 0x0D && $0 != 0x0A }
        if content.starts(with: "HTTP/".utf8) {
            head = Self.statusLine(Self.text(content))
            guard head != nil else {
                throw .malformedResponse(problem: "its status line cannot be read")
            }
            return nil
        }
        guard !content.isEmpty else { return finish() }
        add(content)
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

    private mutating func add(_ content: some BidirectionalCollection<UInt8>) {
        if content.first == 0x20 || content.first == 0x09 {
            // A folded line goes on with the value before it.
            guard let last = head?.headers.indices.last else { return }
            let before = head?.headers[last].value ?? ""
            head?.headers[last].value =
                "\(before) \(Self.text(content))".withoutBlanks
            return
        }
        let name = content.prefix { $0 != 0x3A }
        guard name.count < content.count else { return }
        let value = content.dropFirst(name.count + 1)
        head?.headers.append(HeaderField(Self.text(name), Self.text(value)))
    }

    /// "HTTP/1.1 200 OK", "HTTP/2 200".
    private static func statusLine(_ line: String) -> ResponseHead? {
        let words = line.utf8.split(separator: UInt8(ascii: " "), maxSplits: 2)
        guard words.count >= 2, words[1].count == 3, let status = Int(Substring(words[1])),
            (100...999).contains(status)
        else { return nil }
        let version = words[0].dropFirst(5)
        // It is shown and recorded, and so may hold nothing else.
        guard !version.isEmpty, version.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E })
        else { return nil }
        return ResponseHead(status: status, httpVersion: String(Substring(version)))
    }

    /// Header text is UTF-8 today and Latin-1 by old custom; the blanks around it do not count.
    private static func text(_ bytes: some BidirectionalCollection<UInt8>) -> String {
        let start = bytes.drop(while: isBlank)
        guard let last = start.lastIndex(where: { !isBlank($0) }) else { return "" }
        let text = start[...last]
        // Nearly all of it is ASCII, which needs no judgement.
        guard !text.allSatisfy({ $0 < 0x80 }) else { return String(decoding: text, as: UTF8.self) }
        return String(validating: text, as: UTF8.self)
            ?? String(String.UnicodeScalarView(text.map { Unicode.Scalar($0) }))
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09
    }
}
