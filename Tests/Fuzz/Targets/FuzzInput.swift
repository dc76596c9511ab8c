/// What a target is fed.
struct FuzzInput: Sendable {
    let bytes: [UInt8]

    /// The bytes as the head of a response reads them: UTF-8, or else Latin-1.
    var text: String { Self.text(bytes[...]) }

    /// The texts between line feeds; at least one.
    var lines: [String] {
        bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { Self.text($0) }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(validating: bytes, as: UTF8.self)
            ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}

extension FuzzInput: CustomStringConvertible {
    /// The bytes as a literal of Swift's, byte by byte where they are no text.
    var description: String {
        String(validating: bytes, as: UTF8.self)?.debugDescription ?? "\(bytes)"
    }
}
