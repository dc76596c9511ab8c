/// A place in the beginning of a text, which may be cut anywhere.
struct TextCursor {
    /// The text from here on, in UTF-8.
    private(set) var rest: ArraySlice<UInt8>

    /// The beginning of a text behind its byte-order mark; nil for UTF-16 that is none.
    init?(_ view: ByteView) {
        if view.has([0xEF, 0xBB, 0xBF]) {
            rest = view[3..<view.count]
        } else if view.has([0xFF, 0xFE]) || view.has([0xFE, 0xFF]) {
            let isLittle = view[0] == 0xFF
            var units = stride(from: 2, to: view.count - 1, by: 2).compactMap {
                isLittle
                    ? view.littleEndian(UInt16.self, at: $0) : view.bigEndian(UInt16.self, at: $0)
            }
            if let last = units.last, UTF16.isLeadSurrogate(last) { units.removeLast() }
            guard let text = String(validating: units, as: UTF16.self) else { return nil }
            rest = ArraySlice(text.utf8)
        } else {
            rest = view[0..<view.count]
        }
    }

    /// Whether there is text, valid but for a cut last character, without control characters.
    var isPlainText: Bool {
        guard rest.allSatisfy(Self.isPlain) else { return false }
        let whole = rest.dropLast(cutBytes)
        return !whole.isEmpty && String(validating: whole, as: UTF8.self) != nil
    }

    /// How many bytes at the end begin a character that they do not finish.
    private var cutBytes: Int {
        let tail = rest.reversed().prefix { $0 & 0xC0 == 0x80 }.count
        guard tail < 3, let lead = rest.dropLast(tail).last, lead >= 0xC2 else { return 0 }
        // The leading ones of the first byte are the length of the character.
        let length = (~lead).leadingZeroBitCount
        return length <= 4 && tail + 1 < length ? tail + 1 : 0
    }

    /// Whether a word, given in lower case, is here in either case and no part of a longer one.
    func begins(with word: String) -> Bool {
        let here = rest.prefix(word.utf8.count)
        guard here.spells(word) else { return false }
        guard let next = rest.dropFirst(word.utf8.count).first, word != "<!--" else { return true }
        return Self.isBlank(next) || next == 0x3E || next == 0x2F
    }

    /// Goes on to the first byte that is no white space.
    mutating func skipBlanks() {
        rest = rest.drop(while: Self.isBlank)
    }

    /// Goes on behind white space, comments and processing instructions that end in time.
    mutating func skipProlog() {
        while true {
            skipBlanks()
            let isSkipped =
                rest.starts(with: "<!--".utf8) && skip(behind: "-->")
                || rest.starts(with: "<?".utf8) && skip(behind: "?>")
            guard isSkipped else { return }
        }
    }

    /// Takes the next byte.
    mutating func next() -> UInt8? {
        rest.popFirst()
    }

    private mutating func skip(behind end: String) -> Bool {
        var place = rest
        while !place.isEmpty {
            if place.starts(with: end.utf8) {
                rest = place.dropFirst(end.utf8.count)
                return true
            }
            place = place.dropFirst()
        }
        return false
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20..<0x7F, 0x80...0xFF, 0x09, 0x0A, 0x0C, 0x0D, 0x1B: true
        default: false
        }
    }

    static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte) && byte != 0x0B
    }
}
