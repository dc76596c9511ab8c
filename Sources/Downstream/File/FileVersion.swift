/// What tells the version of a file that partial bytes belong to, and that they can be gone on from.
package struct FileVersion: Equatable, Sendable, Codable {
    /// A strong validator (RFC 9110, section 8.8.1).
    package let validator: Validator
    /// The size of the whole file in bytes; nil where the server did not say.
    package let total: Int64?
    /// The `Content-Encoding` of the bytes: ranges count them as they were sent.
    package let contentEncoding: String?

    /// The version of which these are known.
    package init(validator: Validator, total: Int64?, contentEncoding: String? = nil) {
        self.validator = validator
        self.total = total
        self.contentEncoding = contentEncoding
    }

    /// The version that a head with the whole file names; nil where nothing would prove later that
    /// its bytes may be gone on from.
    package init?(_ head: ResponseHead, total: Int64?) {
        guard let validator = Validator(head), validator.isStrong,
            head["Accept-Ranges"]?.lowercased() != "none"
        else { return nil }
        self.init(validator: validator, total: total, contentEncoding: head.contentEncoding)
    }
}

extension ResponseHead {
    /// The `Content-Encoding`; nil for bytes as they are.
    package var contentEncoding: String? {
        let fields = values(of: "Content-Encoding")
        guard !fields.isEmpty else { return nil }
        let codings = fields.joined(separator: ", ").lowercased()
        return codings.isEmpty || codings == "identity" ? nil : codings
    }
}
