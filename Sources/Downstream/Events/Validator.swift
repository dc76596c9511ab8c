/// What a server says to tell one version of a file from another (RFC 9110, section 8.8).
public struct Validator: Sendable, Equatable, Codable {
    /// Which header field it came in.
    @nonexhaustive
    public enum Kind: String, Sendable, Codable {
        /// `ETag`.
        case entityTag
        /// `Last-Modified`.
        case lastModified
    }

    /// Which header field it came in.
    public var kind: Kind
    /// The field's value, as sent.
    public var text: String
    /// Whether equal validators prove equal bytes (RFC 9110, sections 8.8.1 and 8.8.2.2).
    public var isStrong: Bool

    /// Describes a validator.
    public init(kind: Kind, text: String, isStrong: Bool) {
        self.kind = kind
        self.text = text
        self.isStrong = isStrong
    }
}

extension Validator {
    /// The best validator of a response head; nil where it has none.
    ///
    /// An entity tag is strong unless it says `W/`; a modification date is strong if the response
    /// was made at least one second after it.
    package init?(_ head: ResponseHead) {
        let tag = head["ETag"].flatMap { text in
            Self.isStrong(text).map { Validator(kind: .entityTag, text: text, isStrong: $0) }
        }
        // Most servers send a strong tag, and then the dates need not be read.
        let date = tag?.isStrong == true ? nil : Self.date(head)
        guard let best = date?.isStrong == true ? date : tag ?? date else { return nil }
        self = best
    }

    private static func date(_ head: ResponseHead) -> Validator? {
        guard let text = head["Last-Modified"], let modified = HTTPDate(text) else { return nil }
        let made = head["Date"].flatMap(HTTPDate.init)
        let isStrong = made.map { $0.secondsSince1970 > modified.secondsSince1970 } ?? false
        return Validator(kind: .lastModified, text: text, isStrong: isStrong)
    }

    /// Whether this is a proof, and nothing else: it may come from a file that others can write.
    var isSound: Bool {
        switch kind {
        case .entityTag: isStrong && Self.isStrong(text) == true
        case .lastModified:
            isStrong && HTTPDate(text) != nil && HeaderField.isValue(text)
        }
    }

    /// Whether a head bears this very validator.
    ///
    /// A reply that bears a tag where there was only a date, or another date beside the same tag, is
    /// judged by the field that the validator came in.
    static func names(_ validator: Validator, in head: ResponseHead) -> Bool {
        switch validator.kind {
        case .entityTag: head["ETag"] == validator.text
        case .lastModified: head["Last-Modified"] == validator.text
        }
    }

    /// Whether an entity tag is strong; nil where it is none (RFC 9110, section 8.8.3).
    static func isStrong(_ tag: String) -> Bool? {
        let bytes = tag.utf8
        let isWeak = bytes.starts(with: "W/".utf8)
        let quoted = bytes.dropFirst(isWeak ? 2 : 0)
        let quote = UInt8(ascii: "\"")
        guard quoted.first == quote, quoted.last == quote,
            quoted.count(where: { $0 == quote }) == 2, bytes.allSatisfy(HeaderField.isValueByte)
        else { return nil }
        return !isWeak
    }
}
