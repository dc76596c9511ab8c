internal import Downstream

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension Checksum {
    /// The value of `Repr-Digest` that tells it (RFC 9530).
    var field: String {
        let digits = Array(hexadecimal)
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap { place in
            UInt8(String(digits[place...place + 1]), radix: 16)
        }
        let name =
            switch algorithm {
            case .md5: "md5"
            case .sha1: "sha"
            case .sha256: "sha-256"
            case .sha512: "sha-512"
            }
        return "\(name)=:\(Data(bytes).base64EncodedString()):"
    }
}
