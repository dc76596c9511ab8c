extension UInt8 {
    /// The lower-case letter for one from A to Z; any other byte as it is.
    var lowercased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }

    /// Whether this is a digit.
    package var isDigit: Bool { (0x30...0x39).contains(self) }

    /// Whether this is a letter or a digit.
    var isAlphanumeric: Bool { isDigit || (0x61...0x7A).contains(lowercased) }

    /// Whether this is a space or a tab: the optional white space of HTTP.
    var isBlank: Bool { self == 0x20 || self == 0x09 }
}

extension Sequence<UInt8> {
    /// Whether these bytes spell a word, the letters of ASCII in either case.
    func spells(_ word: String) -> Bool {
        elementsEqual(word.utf8) { $0.lowercased == $1.lowercased }
    }
}
