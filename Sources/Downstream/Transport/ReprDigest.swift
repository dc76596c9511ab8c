#if canImport(FoundationEssentials)
internal import struct FoundationEssentials.Data
#else
internal import struct Foundation.Data
#endif

/// The field `Repr-Digest` of a response: a digest of the whole file as it is sent (RFC 9530).
package enum ReprDigest {
    /// The strongest digest of a head that can be verified; nil where it has none.
    ///
    /// What is malformed, or of an algorithm that the RFC calls insecure, counts as not sent.
    /// Of two members of one name the last one counts (RFC 9651, section 4.2.2).
    package static func checksum(_ head: ResponseHead) -> Checksum? {
        guard let members = head.elements(of: "Repr-Digest") else { return nil }
        let found = members.compactMap { member in checksum(member) }
        return found.last { $0.algorithm == .sha512 } ?? found.last
    }

    /// Reads one member of the dictionary: `sha-256=:base64:`, with or without parameters.
    private static func checksum(_ member: String) -> Checksum? {
        let parts = member.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let algorithm: Checksum.Algorithm
        switch parts[0].withoutBlanks.lowercased() {
        case "sha-256": algorithm = .sha256
        case "sha-512": algorithm = .sha512
        default: return nil
        }
        let value = parts[1].prefix { $0 != ";" }.withoutBlanks
        guard value.count >= 2, value.first == ":", value.last == ":",
            let bytes = Data(base64Encoded: String(value.dropFirst().dropLast())),
            bytes.count == algorithm.byteCount
        else { return nil }
        return Checksum(algorithm, bytes: Array(bytes))
    }
}
