/// A host as a URL may write it: a name, an IPv4 address, or an IPv6 address in brackets.
package struct HostName: Equatable {
    /// The host in lower case, with its brackets.
    package let text: String

    /// Judges a host; internationalised names must come in their ASCII form.
    package init(_ host: some StringProtocol) throws(DownloadError.Reason) {
        guard !host.isEmpty else { throw .invalidURL(problem: "it has no host") }
        guard host.utf8.count <= 255 else {
            throw .invalidURL(problem: "its host is longer than 255 bytes")
        }
        if host.hasPrefix("[") {
            let inner = host.dropFirst().dropLast()
            guard host.hasSuffix("]"), inner.contains(":"),
                inner.utf8.allSatisfy({ Self.isHexadecimal($0) || $0 == 0x3A || $0 == 0x2E })
            else { throw .invalidURL(problem: "its IPv6 address is malformed") }
        } else {
            guard host.allSatisfy(\.isASCII) else {
                throw .invalidURL(
                    problem: "its host has letters beyond ASCII, which are written in xn-- form"
                )
            }
            guard host.utf8.allSatisfy(Self.isNamePart), host != ".", !host.contains("..") else {
                throw .invalidURL(problem: "its host holds a character that no host has")
            }
        }
        text = host.lowercased()
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
            || (0x61...0x7A).contains(byte) || "-._~".utf8.contains(byte)
    }
}
