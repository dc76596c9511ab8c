/// A message digest of a file: an algorithm and its value.
public struct Checksum: Sendable, Equatable, Hashable, Codable {
    /// The algorithms on offer.
    @nonexhaustive
    public enum Algorithm: String, Sendable, CaseIterable, Codable {
        /// MD5 (128 bits): finds damage, not forgery.
        case md5
        /// SHA-1 (160 bits): finds damage, not forgery.
        case sha1
        /// SHA-256 (256 bits).
        case sha256
        /// SHA-512 (512 bits).
        case sha512

        /// The length of the digest in bytes.
        package var byteCount: Int {
            switch self {
            case .md5: 16
            case .sha1: 20
            case .sha256: 32
            case .sha512: 64
            }
        }
    }

    /// How the value was computed.
    public let algorithm: Algorithm
    /// The value in lower-case hexadecimal digits.
    public let hexadecimal: String

    /// A checksum from its hexadecimal digits, in either case.
    ///
    /// - Returns: nil unless there are exactly as many digits as the algorithm has.
    public init?(_ algorithm: Algorithm, hexadecimal: String) {
        guard hexadecimal.utf8.count == algorithm.byteCount * 2,
            hexadecimal.allSatisfy({ $0.isASCII && $0.isHexDigit })
        else { return nil }
        self.algorithm = algorithm
        self.hexadecimal = hexadecimal.lowercased()
    }

    /// Decodes a checksum, and judges it as `init(_:hexadecimal:)` does.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let algorithm = try container.decode(Algorithm.self, forKey: .algorithm)
        let digits = try container.decode(String.self, forKey: .hexadecimal)
        guard let checksum = Checksum(algorithm, hexadecimal: digits) else {
            throw DecodingError.dataCorruptedError(
                forKey: .hexadecimal,
                in: container,
                debugDescription: "It does not have the digits of a \(algorithm) checksum."
            )
        }
        self = checksum
    }

    package init(_ algorithm: Algorithm, bytes: [UInt8]) {
        self.algorithm = algorithm
        hexadecimal = Hexadecimal.text(bytes)
    }
}

/// Bytes as pairs of hexadecimal digits.
package enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    /// The bytes in lower-case digits.
    package static func text(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.underestimatedCount * 2)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
