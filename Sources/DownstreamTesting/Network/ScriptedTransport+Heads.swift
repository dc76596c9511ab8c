internal import Downstream

// Heads that most scripts need.
extension ScriptedTransport.Step {
    /// A head with a status and nothing else, as of a server that is busy or has no such file.
    public static func status(_ status: Int) -> Self {
        .head(ResponseHead(status: status))
    }

    /// The head of a whole file, which a later attempt can go on with.
    ///
    /// - Parameters:
    ///   - size: The size of the file in bytes.
    ///   - tag: What tells this version of it from others: a strong `ETag`, without its quotes.
    /// - Returns: A head of status 200.
    public static func file(of size: Int64, tag: String = "v1") -> Self {
        let headers = [
            HeaderField("Content-Length", String(size)), HeaderField("ETag", "\"\(tag)\""),
        ]
        return .head(ResponseHead(status: 200, headers: headers))
    }

    /// The head of the rest of a file, with its range.
    ///
    /// - Parameters:
    ///   - offset: The first byte that follows.
    ///   - size: The size of the whole file in bytes.
    ///   - tag: The strong `ETag`, without its quotes.
    /// - Returns: A head of status 206.
    public static func rest(from offset: Int64, of size: Int64, tag: String = "v1") -> Self {
        part(offset..<size, of: size, tag: tag)
    }

    /// The head of a part of a file, with its range.
    ///
    /// - Parameters:
    ///   - range: The bytes that follow; at least one.
    ///   - size: The size of the whole file in bytes.
    ///   - tag: The strong `ETag`, without its quotes.
    /// - Returns: A head of status 206.
    public static func part(_ range: Range<Int64>, of size: Int64, tag: String = "v1") -> Self {
        let headers = [
            HeaderField("Content-Length", String(range.count)),
            HeaderField(
                "Content-Range",
                "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"
            ),
            HeaderField("ETag", "\"\(tag)\""),
        ]
        return .head(ResponseHead(status: 206, headers: headers))
    }
}
