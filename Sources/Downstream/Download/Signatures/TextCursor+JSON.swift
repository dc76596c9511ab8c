extension TextCursor {
    /// Whether an object or an array begins here as JSON does (RFC 8259); not whether it is valid.
    var isJSON: Bool {
        var text = self
        var depth = 0
        while text.take("[") { depth += 1 }
        if text.take("{") {
            if text.take("}") { return depth > 0 || text.rest.isEmpty }
            return text.takeString() && (text.take(":") || text.rest.isEmpty)
        }
        guard depth > 0 else { return false }
        if !text.take("]") {
            guard text.takeString() || text.takeScalar() else { return false }
            if text.take(",") || text.rest.isEmpty { return true }
            guard text.take("]") else { return false }
        }
        // "[1] See below" is a text's first line, and no array.
        return depth > 1 || text.rest.isEmpty
    }

    /// Takes a character and the white space around it, if it is next.
    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard rest.first.map(Unicode.Scalar.init) == character else { return false }
        _ = next()
        skipBlanks()
        return true
    }

    /// Takes a string up to its closing quote, or to the end of a cut text.
    private mutating func takeString() -> Bool {
        guard rest.first == 0x22 else { return false }
        _ = next()
        while let byte = next(), byte != 0x22 {
            guard byte != 0x0A, byte != 0x0D else { return false }
            if byte == 0x5C { _ = next() }
        }
        return true
    }

    /// Takes a number or one of the three words.
    private mutating func takeScalar() -> Bool {
        var bytes: [UInt8] = []
        while let byte = rest.first, !Self.isBlank(byte), byte != 0x2C, byte != 0x5D {
            bytes.append(byte)
            _ = next()
        }
        let text = String(decoding: bytes, as: UTF8.self)
        if ["true", "false", "null"].contains(text) { return true }
        // Double reads words such as "nan", too.
        guard let first = bytes.first, first == 0x2D || first.isDigit else {
            return false
        }
        return Double(text) != nil
    }
}
