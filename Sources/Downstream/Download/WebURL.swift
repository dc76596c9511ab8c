#if canImport(FoundationEssentials)
package import struct FoundationEssentials.URL
#else
package import struct Foundation.URL
#endif

/// A URL that may be asked for: `http` or `https`, with a host, and nothing that two parsers would
/// read in two ways.
///
/// The text is judged before it is parsed, because `URL(string:)` repairs what it should refuse.
/// What was judged is what the transport gets.
package struct WebURL: Equatable, Sendable {
    /// The URL without user, password and fragment: what goes to the transport, as it is.
    package let text: String
    /// The same, parsed.
    package let url: URL
    /// Scheme, host and port, in lower case and with the port always there.
    package let origin: Origin
    /// What the text had for user and password, decoded.
    package let credentials: Credentials?

    /// Where credentials and headers belong (RFC 6454).
    package struct Origin: Equatable, Hashable, Sendable {
        package let scheme: String
        package let host: String
        package let port: Int
    }

    /// Judges the text, then parses it.
    package init(_ text: String) throws(DownloadError.Reason) {
        try Self.judge(text)
        let (scheme, rest) = try Self.scheme(of: text)
        // Byte by byte: with a combining character behind it, "/" is no character of its own.
        let authorityEnd = rest.utf8.firstIndex(where: Self.endsAuthority) ?? rest.endIndex
        let (userinfo, place) = Self.userinfo(rest[..<authorityEnd])
        let (host, port) = try Self.hostAndPort(place)

        let target = try Self.encoded(
            Substring(rest.utf8[authorityEnd...].prefix { $0 != UInt8(ascii: "#") })
        )
        let portText = port.map { ":\($0)" } ?? ""
        let path = target.hasPrefix("/") ? target : "/" + target
        let judged = "\(scheme)://\(host)\(portText)\(path)"
        guard let url = URL(string: judged), url.absoluteString == judged else {
            throw .invalidURL(problem: "it cannot be parsed")
        }

        self.text = judged
        self.url = url
        origin = Origin(scheme: scheme, host: host, port: port ?? (scheme == "https" ? 443 : 80))
        credentials = try userinfo.map { (text) throws(DownloadError.Reason) in
            try Self.credentials(text)
        }
    }

    private static func judge(_ text: String) throws(DownloadError.Reason) {
        guard !text.isEmpty else { throw .invalidURL(problem: "it is empty") }
        guard text.utf8.count <= 65_536 else {
            throw .invalidURL(problem: "it is longer than 64 KiB")
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": throw .invalidURL(problem: "it holds a backslash")
            case " ": throw .invalidURL(problem: "it holds a space, which is written %20")
            case "!"..."~": continue
            case _ where scalar.properties.generalCategory == .control:
                throw .invalidURL(problem: "it holds a control character")
            case _ where scalar.properties.isWhitespace:
                throw .invalidURL(problem: "it holds white space")
            default: continue
            }
        }
    }

    private static func scheme(
        of text: String
    ) throws(DownloadError.Reason) -> (scheme: String, rest: Substring) {
        // As nearly all texts begin: their characters need not be looked at one by one.
        if text.hasPrefix("https://") { return ("https", Substring(text.utf8.dropFirst(8))) }
        if text.hasPrefix("http://") { return ("http", Substring(text.utf8.dropFirst(7))) }
        let relative = DownloadError.Reason.invalidURL(
            problem: "it is relative: it does not begin with http:// or https://"
        )
        let name = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
        let rest = text[name.endIndex...]
        guard let first = name.first, first.isLetter, rest.hasPrefix(":") else { throw relative }
        let scheme = name.lowercased()
        guard scheme == "http" || scheme == "https" else {
            // "localhost:8080/x" has no scheme; it has a host and a port.
            let isPort = rest.dropFirst().first?.isNumber == true
            throw isPort ? relative : .unsupportedScheme(scheme)
        }
        guard rest.hasPrefix("://") else {
            throw .invalidURL(problem: "it has no // after \(scheme):")
        }
        return (scheme, rest.dropFirst(3))
    }

    private static func endsAuthority(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
    }

    private static func userinfo(
        _ authority: Substring
    ) -> (userinfo: Substring?, place: Substring) {
        let bytes = authority.utf8
        guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return (nil, authority) }
        let place = authority[bytes.index(after: at)...]
        return (at > authority.startIndex ? authority[..<at] : nil, place)
    }

    private static func hostAndPort(
        _ place: Substring
    ) throws(DownloadError.Reason) -> (host: String, port: Int?) {
        let bytes = place.utf8
        let hostEnd: Substring.Index
        if bytes.first == UInt8(ascii: "[") {
            guard let close = bytes.firstIndex(of: UInt8(ascii: "]")) else {
                throw .invalidURL(problem: "its IPv6 address has no closing bracket")
            }
            hostEnd = bytes.index(after: close)
        } else {
            hostEnd = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
        }
        let host = try HostName(place[..<hostEnd]).text
        let rest = bytes[hostEnd...]
        let digits = rest.dropFirst()
        guard !rest.isEmpty, !rest.elementsEqual(":".utf8) else { return (host, nil) }
        guard rest.first == UInt8(ascii: ":"), digits.allSatisfy({ (0x30...0x39).contains($0) }),
            let port = Int(Substring(digits)), (1...65_535).contains(port)
        else { throw .invalidURL(problem: "its port is not a number from 1 to 65535") }
        return (host, port)
    }

    private static func credentials(
        _ userinfo: Substring
    ) throws(DownloadError.Reason) -> Credentials {
        let parts = userinfo.unicodeScalars.split(
            separator: ":",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let decoded = parts.map { PercentCoding.decoded(Substring($0)) }
        guard let user = decoded.first ?? nil, let password = decoded.count > 1 ? decoded[1] : "",
            !(user + password).unicodeScalars.contains(where: { $0.value < 0x20 })
        else { throw .invalidURL(problem: "its user name or password is not properly encoded") }
        return Credentials(user: user, password: password)
    }

    /// Percent-encodes what RFC 3986 does not allow in a path or query, and leaves the rest alone.
    private static func encoded(_ target: Substring) throws(DownloadError.Reason) -> String {
        guard !target.utf8.contains(0x25) || PercentCoding.decodedBytes(target) != nil else {
            throw .invalidURL(problem: "it holds a % without two digits; write it as %25")
        }
        return PercentCoding.encoded(target) { byte in
            byte.isAlphanumeric || "-._~!$&'()*+,;=:@/?%".utf8.contains(byte)
        }
    }
}
