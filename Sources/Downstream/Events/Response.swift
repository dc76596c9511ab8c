#if canImport(FoundationEssentials)
public import struct FoundationEssentials.URL
#else
public import struct Foundation.URL
#endif

extension DownloadEvent {
    /// What the server answered, as far as a consumer can use it.
    public struct Response: Sendable, Equatable, Codable {
        /// The HTTP status code.
        public var status: Int
        /// Where the bytes come from, after all redirects; encoded without user, password and query.
        public var finalURL: URL {
            get { location.url }
            set { location = .parsed(newValue) }
        }
        /// The version of HTTP spoken: "1.0", "1.1", "2" or "3"; nil where the transport cannot tell.
        public var httpVersion: String?
        /// The media type of `Content-Type`, without parameters, in lower case.
        public var mediaType: String?
        /// What names this version of the file.
        public var validator: Validator?
        /// The file name that the server proposes, made safe; nil where it proposes none.
        public var suggestedName: String?
        /// The `Content-Encoding`; the file is saved as sent, never decoded.
        public var contentEncoding: String?
        /// Where in the file the first byte of this answer lies.
        public var offset: Int64
        /// Why bytes that were on disk were dropped; nil where none were.
        public var restart: RestartReason?
        private var location: LazyURL

        /// Describes an answer.
        public init(
            status: Int,
            finalURL: URL,
            httpVersion: String? = nil,
            mediaType: String? = nil,
            validator: Validator? = nil,
            suggestedName: String? = nil,
            contentEncoding: String? = nil,
            offset: Int64 = 0,
            restart: RestartReason? = nil
        ) {
            self.init(
                status: status,
                location: .parsed(finalURL),
                httpVersion: httpVersion,
                mediaType: mediaType,
                validator: validator,
                suggestedName: suggestedName,
                contentEncoding: contentEncoding
            )
            self.offset = offset
            self.restart = restart
        }

        init(
            status: Int,
            location: LazyURL,
            httpVersion: String?,
            mediaType: String?,
            validator: Validator?,
            suggestedName: String?,
            contentEncoding: String?
        ) {
            self.status = status
            self.location = location
            self.httpVersion = httpVersion
            self.mediaType = mediaType
            self.validator = validator
            self.suggestedName = suggestedName
            self.contentEncoding = contentEncoding
            offset = 0
        }

        private enum CodingKeys: String, CodingKey {
            case status, httpVersion, mediaType, validator, suggestedName, contentEncoding, offset
            case restart
            case location = "finalURL"
        }
    }

    /// Why bytes that were already on disk were dropped and fetched again.
    @nonexhaustive
    public enum RestartReason: String, Sendable, Equatable, Codable {
        /// Nothing proves that those bytes belong to this version of the file.
        case notProvable
        /// They belong to another download.
        case otherDownload
        /// The file has changed on the server.
        case changed
        /// The server sent the whole file although it was asked for the rest.
        case rangeIgnored
        /// The server sent other bytes than the rest that it was asked for.
        case wrongRange
        /// The file as it was put together does not have the digest that it must have.
        case digestMismatch
    }
}

extension DownloadEvent.Response: CustomStringConvertible, CustomReflectable {
    /// Nothing beside the description, also for `dump`.
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// Status, version and URL, without what may be secret.
    public var description: String {
        let version = httpVersion.map { "HTTP/\($0) " } ?? ""
        return "\(version)\(status) from \(Redaction.text(location.text))"
    }
}
