extension ResponseHead {
    /// Whether the last transfer coding is `chunked`, so that the body tells its own end; nil where no
    /// field names codings (RFC 9112, section 6.1).
    package var isChunked: Bool? {
        elements(of: "Transfer-Encoding").map { $0.last?.lowercased() == "chunked" }
    }

    /// Whether nothing but the end of the connection ends the body (RFC 9112, section 6.3).
    package var endsWithConnection: Bool {
        guard httpVersion?.utf8.first == UInt8(ascii: "1"), status != 204, status != 304 else {
            return false
        }
        if let isChunked { return !isChunked }
        var isAnnounced = false
        for field in headers where field.isNamed("Content-Length") {
            // A number beyond 2⁶³ is a length that nobody can wait for.
            guard Self.isLength(field.value) else { return true }
            isAnnounced = true
        }
        return !isAnnounced
    }

    /// Whether a text is a number of bytes, or several with commas between them.
    private static func isLength(_ text: String) -> Bool {
        guard Int64(text) == nil else { return true }
        let parts = text.utf8.split(separator: UInt8(ascii: ","))
        return !parts.isEmpty && parts.allSatisfy { Int64(Substring($0).withoutBlanks) != nil }
    }
}
