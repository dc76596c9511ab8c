/// Percent encoding of bytes in text (RFC 3986, section 2.1).
package enum PercentCoding {
    /// The text with each byte of its UTF-8 that `isAllowed` refuses written as `%XX`.
    package static func encoded(
        _ text: some StringProtocol,
        isAllowed: (UInt8) -> Bool
    ) -> String {
        guard !text.utf8.allSatisfy(isAllowed) else { return String(text) }
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if isAllowed(byte) {
                bytes.append(byte)
            } else {
                bytes.append(0x25)
                bytes += Hexadecimal.text([byte]).uppercased().utf8
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The text behind the encoding; nil where a `%` has no two digits or the bytes are not UTF-8.
    package static func decoded(_ text: some StringProtocol) -> String? {
        decodedBytes(text).flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// The bytes behind the encoding; nil where a `%` has no two digits.
    package static func decodedBytes(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == 0x25 else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(digit),
                let low = rest.popFirst().flatMap(digit)
            else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
