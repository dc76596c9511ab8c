/// One header field of a request or a response.
public struct HeaderField: Sendable, Equatable, Hashable {
    /// The name; compared without regard to case.
    public var name: String
    /// The value, without surrounding white space.
    public var value: String

    /// The fields that only the library sends.
    private static let owned = [
        "host", "range", "if-range", "content-length", "transfer-encoding", "connection",
    ]

    /// A header field.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// Whether this is the field of a name, in any case.
    package func isNamed(_ name: String) -> Bool {
        // Most names are of another length, and most servers write this one as everybody does.
        self.name.utf8.count == name.utf8.count
            && (self.name == name || self.name.utf8.spells(name))
    }

    /// Whether a text can stand behind a name: it holds no control character.
    static func isValue(_ text: String) -> Bool {
        text.utf8.allSatisfy(isValueByte)
    }

    /// Whether a value can hold a byte.
    static func isValueByte(_ byte: UInt8) -> Bool {
        byte == 9 || byte >= 0x20 && byte != 0x7F
    }

    /// What keeps this field from being sent; nil if nothing does (RFC 9110, section 5).
    package var problem: String? {
        let isToken = name.utf8.allSatisfy { byte in
            byte.isAlphanumeric || "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
        guard !name.isEmpty, isToken else { return "a header field has no proper name" }
        guard !Self.owned.contains(where: isNamed) else {
            return "the header field \(name) belongs to the library"
        }
        guard Self.isValue(value) else {
            return "the value of the header field \(name) holds a control character"
        }
        return nil
    }
}

extension HeaderField: CustomStringConvertible, CustomReflectable {
    /// The name; a value may be secret.
    public var description: String { "\(name): …" }
    /// The name; a value may be secret, also for `dump`.
    public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
