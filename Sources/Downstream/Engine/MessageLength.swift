/// How long the body of a response will be (RFC 9112, section 6).
package enum MessageLength {
    /// The announced length in bytes; nil where the end of the body is told otherwise.
    package static func announced(by head: ResponseHead) throws(DownloadError.Reason) -> Int64? {
        // A transfer coding overrides Content-Length, whatever that says.
        guard head["Transfer-Encoding"] == nil else { return nil }
        let fields = head.values(of: "Content-Length")
        guard !fields.isEmpty else { return nil }
        let values = fields.joined(separator: ",")
            .split(separator: ",", omittingEmptySubsequences: false)
            .map { $0.withoutBlanks }
        let first = values[0]
        guard values.allSatisfy({ $0 == first }) else {
            throw .malformedResponse(problem: "it announces two different lengths")
        }
        guard !first.isEmpty, first.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw .malformedResponse(problem: "its Content-Length is not a number")
        }
        // A number beyond 2⁶³ is a length that nobody can count: treat it as unknown.
        return Int64(first)
    }
}
