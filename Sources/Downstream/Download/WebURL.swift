/// A URL that may be asked for: `http` or `https`, with a host, and nothing that two parsers would
/// read in two ways.
///
/// The text is judged here, because `URL(string:)` repairs what it should refuse. What was judged is
/// what the transport gets.
package struct WebURL: Equatable, Sendable {
    /// The URL without user, password and fragment: what goes to the transport, as it is.
    package let text: String
    /// Scheme, host and port, in lower case and with the port always there.
    package let origin: Origin
    /// What the text had for user and password, decoded.
    package let credentials: Credentials?
    /// How many bytes of the text stand before its path.
    private let pathStart: Int

    /// Where credentials and headers belong (RFC 6454).
    package struct Origin: Equatable, Hashable, Sendable {
        package let scheme: String
        package let host: String
        package let port: Int

        /// Hashes what tells nearly all apart, as each download is looked up several times.
        package func hash(into hasher: inout Hasher) {
            hasher.combine(host)
            hasher.combine(port)
        }
    }

    /// Judges the text.
    package init(_ text: String) throws(DownloadError.Reason) {
        // Byte by byte: with a combining character behind it, "/" is no character of its own.
        let bytes = Array(text.utf8)
        try Self.judge(text, bytes)
        let (scheme, rest) = try Self.scheme(of: text, bytes)
        let authorityEnd = rest.firstIndex(where: Self.endsAuthority) ?? rest.endIndex
        let (userinfo, place) = Self.userinfo(rest[..<authorityEnd])
        let (host, port) = try Self.hostAndPort(place)
        let target = try Self.encoded(rest[authorityEnd...].prefix { $0 != UInt8(ascii: "#") })

        var judged: [UInt8] = []
        judged.reserveCapacity(bytes.count + 1)
        judged += scheme.utf8
        judged += "://".utf8
        judged += host.utf8
        if let port { judged += ":\(port)".utf8 }
        pathStart = judged.count
        if target.utf8.first != UInt8(ascii: "/") { judged.append(UInt8(ascii: "/")) }
        judged += target.utf8

        self.text = String(decoding: judged, as: UTF8.self)
        origin = Origin(scheme: scheme, host: host, port: port ?? (scheme == "https" ? 443 : 80))
        credentials = try userinfo.map { (text) throws(DownloadError.Reason) in
            try Self.credentials(text)
        }
    }

    /// The path, encoded as it is in the text.
    package var path: String {
        String(Substring(text.utf8.dropFirst(pathStart).prefix { $0 != UInt8(ascii: "?") }))
    }

    private static func judge(_ text: String, _ bytes: [UInt8]) throws(DownloadError.Reason) {
        guard !bytes.isEmpty else { throw .invalidURL(problem: "it is empty") }
        guard bytes.count <= 65_536 else {
            throw .invalidURL(problem: "it is longer than 64 KiB")
        }
        // Nearly all texts are written in these alone.
        guard !bytes.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") })
        else { return }
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
        of text: String,
        _ bytes: [UInt8]
    ) throws(DownloadError.Reason) -> (scheme: String, rest: ArraySlice<UInt8>) {
        // As nearly all texts begin: their characters need not be looked at one by one.
        if text.hasPrefix("https://") { return ("https", bytes.dropFirst(8)) }
        if text.hasPrefix("http://") { return ("http", bytes.dropFirst(7)) }
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
        return (scheme, Array(rest.utf8).dropFirst(3))
    }

    private static func endsAuthority(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
    }

    private static func userinfo(
        _ authority: ArraySlice<UInt8>
    ) -> (userinfo: ArraySlice<UInt8>?, place: ArraySlice<UInt8>) {
        guard let at = authority.lastIndex(of: UInt8(ascii: "@")) else { return (nil, authority) }
        return (at > authority.startIndex ? authority[..<at] : nil, authority[(at + 1)...])
    }

    private static func hostAndPort(
        _ place: ArraySlice<UInt8>
    ) throws(DownloadError.Reason) -> (host: String, port: Int?) {
        let colon = UInt8(ascii: ":")
        let hostEnd: Int
        if place.first == UInt8(ascii: "[") {
            guard let close = place.firstIndex(of: UInt8(ascii: "]")) else {
                throw .invalidURL(problem: "its IPv6 address has no closing bracket")
            }
            hostEnd = close + 1
        } else {
            hostEnd = place.firstIndex(of: colon) ?? place.endIndex
        }
        let host = try HostName(place[..<hostEnd]).text
        guard let first = place[hostEnd...].first else { return (host, nil) }
        let digits = place[hostEnd...].dropFirst()
        if first == colon, digits.isEmpty { return (host, nil) }
        guard first == colon, digits.allSatisfy(\.isDigit),
            let port = Int(String(decoding: digits, as: UTF8.self)), (1...65_535).contains(port)
        else { throw .invalidURL(problem: "its port is not a number from 1 to 65535") }
        return (host, port)
    }

    private static func credentials(
        _ userinfo: ArraySlice<UInt8>
    ) throws(DownloadError.Reason) -> Credentials {
        let parts = userinfo.split(
            separator: UInt8(ascii: ":"),
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let decoded = parts.map { PercentCoding.decoded(String(decoding: $0, as: UTF8.self)) }
        guard let user = decoded.first ?? nil, let password = decoded.count > 1 ? decoded[1] : "",
            !(user + password).unicodeScalars.contains(where: { $0.value < 0x20 })
        else { throw .invalidURL(problem: "its user name or password is not properly encoded") }
        return Credentials(user: user, password: password)
    }

    /// Percent-encodes what RFC 3986 does not allow in a path or query, and leaves the rest alone.
    private static func encoded(
        _ target: ArraySlice<UInt8>
    ) throws(DownloadError.Reason) -> String {
        guard !target.contains(0x25) || PercentCoding.decodedBytes(target) != nil else {
            throw .invalidURL(problem: "it holds a % without two digits; write it as %25")
        }
        return PercentCoding.encoded(target, isAllowed: isAllowed)
    }

    /// Whether a path or query may hold a byte: letters, digits and `-._~!$&'()*+,;=:@/?%`.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21, 0x24...0x3B, 0x3D, 0x3F...0x5A, 0x5F, 0x61...0x7A, 0x7E: true
        default: false
        }
    }
}
