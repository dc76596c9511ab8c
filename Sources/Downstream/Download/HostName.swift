/// A host as a URL may write it: a name, an IPv4 address, or an IPv6 address in brackets.
package struct HostName: Equatable {
    /// The host in lower case, with its brackets.
    package let text: String

    /// Judges the UTF-8 of a host; internationalised names must come in their ASCII form.
    package init(_ bytes: some BidirectionalCollection<UInt8>) throws(DownloadError.Reason) {
        guard let first = bytes.first else { throw .invalidURL(problem: "it has no host") }
        guard bytes.count <= 255 else {
            throw .invalidURL(problem: "its host is longer than 255 bytes")
        }
        if first == UInt8(ascii: "[") {
            // Byte by byte: with a joiner behind it, "[" is no character of its own.
            let address = String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)
            guard bytes.last == UInt8(ascii: "]"), Self.isIPv6(address) else {
                throw .invalidURL(problem: "its IPv6 address is malformed")
            }
        } else {
            guard bytes.allSatisfy({ $0 < 0x80 }) else {
                throw .invalidURL(
                    problem: "its host has letters beyond ASCII, which are written in xn-- form"
                )
            }
            let isDot = bytes.count == 1 && first == UInt8(ascii: ".")
            guard bytes.allSatisfy(Self.isNamePart), !isDot, !Self.hasTwoDots(bytes) else {
                throw .invalidURL(problem: "its host holds a character that no host has")
            }
        }
        text = String(decoding: bytes, as: UTF8.self).lowercased()
    }

    /// Whether there is nothing between two dots.
    private static func hasTwoDots(_ host: some Sequence<UInt8>) -> Bool {
        var last: UInt8?
        for byte in host {
            if byte == UInt8(ascii: "."), byte == last { return true }
            last = byte
        }
        return false
    }

    /// Eight groups of digits, of which `::` stands for one or more zeros (RFC 4291, section 2.2).
    private static func isIPv6(_ text: String) -> Bool {
        let halves = text.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
        guard let last = halves.indices.last else { return false }
        var count = 0
        for (index, half) in halves.enumerated() where !half.isEmpty {
            guard let groups = groups(half, canEndInIPv4: index == last) else { return false }
            count += groups
        }
        return halves.count == 1 ? count == 8 : count < 8
    }

    /// How many groups of 16 bits a text has; nil where one is malformed.
    private static func groups(_ text: Substring, canEndInIPv4: Bool) -> Int? {
        var groups = text.split(separator: ":", omittingEmptySubsequences: false)
        var count = 0
        if canEndInIPv4, let last = groups.last, last.contains(".") {
            guard isIPv4(last) else { return nil }
            groups.removeLast()
            count = 2
        }
        let isSound = groups.allSatisfy {
            (1...4).contains($0.utf8.count) && $0.utf8.allSatisfy(isHexadecimal)
        }
        return isSound ? count + groups.count : nil
    }

    private static func isIPv4(_ text: Substring) -> Bool {
        let numbers = text.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4
            && numbers.allSatisfy { number in
                (1...3).contains(number.utf8.count)
                    && number.utf8.allSatisfy(\.isDigit)
                    && UInt8(number) != nil
            }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        byte.isDigit || (0x61...0x66).contains(byte.lowercased)
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: byte.isAlphanumeric
        }
    }
}
