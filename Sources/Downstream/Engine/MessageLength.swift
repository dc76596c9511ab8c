/// How long the body of a response will be (RFC 9112, section 6).
package enum MessageLength {
    /// The announced length in bytes; nil where the end of the body is told otherwise.
    package static func announced(by head: ResponseHead) throws(DownloadError.Reason) -> Int64? {
        // A transfer coding overrides Content-Length, whatever that says; any but chunked would leave
        // the end of the body to the connection, also where a length says that more has to come.
        if let isChunked = head.isChunked {
            guard isChunked else {
                throw .malformedResponse(problem: "its transfer coding is not chunked")
            }
            return nil
        }
        var known: String?
        for field in head.headers where field.isNamed("Content-Length") {
            for value in values(of: field) {
                guard value == known ?? value else {
                    throw .malformedResponse(problem: "it announces two different lengths")
                }
                known = value
            }
        }
        guard let first = known else { return nil }
        guard !first.isEmpty, first.utf8.allSatisfy(\.isDigit) else {
            throw .malformedResponse(problem: "its Content-Length is not a number")
        }
        // A number beyond 2⁶³ is a length that nobody can count: treat it as unknown.
        return Int64(first)
    }

    /// What a field announces, which a proxy may have put together from several.
    private static func values(of field: HeaderField) -> [String] {
        let comma = UInt8(ascii: ",")
        guard field.value.utf8.contains(comma) else { return [field.value.withoutBlanks] }
        return field.value.utf8.split(separator: comma, omittingEmptySubsequences: false)
            .map { Substring($0).withoutBlanks }
    }

    /// Whether the announced length is a number beyond 2⁶³, which only a bound on the size minds.
    package static func isBeyondCounting(_ head: ResponseHead) -> Bool {
        guard head.isChunked == nil else { return false }
        return head.values(of: "Content-Length").contains { Int64($0.withoutBlanks) == nil }
    }
}
