/// Percent encoding of bytes in text (RFC 3986, section 2.1).
package enum PercentCoding {
    /// The text of which these are the UTF-8, each byte that `isAllowed` refuses written as `%XX`.
    package static func encoded(
        _ bytes: some Collection<UInt8>,
        isAllowed: (UInt8) -> Bool
    ) -> String {
        guard !bytes.allSatisfy(isAllowed) else { return String(decoding: bytes, as: UTF8.self) }
        var coded: [UInt8] = []
        for byte in bytes {
            if isAllowed(byte) {
                coded.append(byte)
            } else {
                coded.append(0x25)
                coded += Hexadecimal.text([byte]).uppercased().utf8
            }
        }
        return String(decoding: coded, as: UTF8.self)
    }

    /// The text behind the encoding; nil where a `%` has no two digits or the bytes are not UTF-8.
    package static func decoded(_ text: some StringProtocol) -> String? {
        guard text.utf8.contains(0x25) else { return String(text) }
        return decodedBytes(text.utf8).flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// The bytes behind the encoding; nil where a `%` has no two digits.
    package static func decodedBytes(_ coded: some Collection<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = coded[...]
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
