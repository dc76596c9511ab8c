extension ResponseHead {
    /// Whether nothing but the end of the connection ends the body (RFC 9112, section 6.3).
    package var endsWithConnection: Bool {
        guard httpVersion?.hasPrefix("1") == true, status != 204, status != 304 else {
            return false
        }
        if let codings = values(of: "Transfer-Encoding").last {
            let last = codings.split(separator: ",", omittingEmptySubsequences: false).last ?? ""
            return last.withoutBlanks.lowercased() != "chunked"
        }
        let lengths = values(of: "Content-Length")
            .flatMap { $0.utf8.split(separator: UInt8(ascii: ",")) }
        // A number beyond 2⁶³ is a length that nobody can wait for.
        return lengths.isEmpty || lengths.contains { Int64(Substring($0).withoutBlanks) == nil }
    }
}
