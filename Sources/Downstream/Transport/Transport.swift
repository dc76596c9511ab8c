/// What brings bytes in: one method, a request in, a head and a body out.
///
/// A transport does not follow redirects, decode, retry or judge a status: the engine does, the same
/// for every transport. It bounds its own memory: a body that is not read stops its server.
public protocol Transport: Sendable {
    /// Sends a request and waits for the final head of its response; heads of status 1xx are skipped.
    ///
    /// - Returns: The head, and a body that is read once, by one task.
    /// - Throws: ``TransportError`` if no head arrives; `CancellationError` if this task is
    ///   cancelled first, and then nothing of the request is left behind.
    func response(to request: TransportRequest) async throws -> TransportResponse
}

/// A GET request for one file or a part of it.
public struct TransportRequest: Sendable, Equatable {
    /// What to ask for: already judged, without user, password and fragment; to be sent as it is.
    public var url: String
    /// Header fields to send, beside `Host` and `Accept: */*`.
    public var headers: [HeaderField]
    /// Name and password for basic authentication; nil for none.
    public var credentials: Credentials?
    /// The first byte to ask for.
    public var offset: Int64
    /// The byte behind the last one to ask for, above `offset`; nil asks for all up to the end.
    public var end: Int64?
    /// The longest time to connect, TLS included.
    public var connectTimeout: Duration
    /// The longest time without a byte while the body is being read.
    public var stallTimeout: Duration
    /// The most bytes that the head may have.
    public var headLimit: Int
    /// Which addresses may be connected to, judged by the address that a socket really gets.
    public var accessPolicy: AccessPolicy

    /// Describes a request.
    public init(
        url: String,
        headers: [HeaderField] = [],
        credentials: Credentials? = nil,
        offset: Int64 = 0,
        end: Int64? = nil,
        connectTimeout: Duration = .seconds(30),
        stallTimeout: Duration = .seconds(60),
        headLimit: Int = 256 * 1024,
        accessPolicy: AccessPolicy = .anyHost
    ) {
        self.url = url
        self.headers = headers
        self.credentials = credentials
        self.offset = offset
        self.end = end
        self.connectTimeout = connectTimeout
        self.stallTimeout = stallTimeout
        self.headLimit = headLimit
        self.accessPolicy = accessPolicy
    }
}

extension TransportRequest {
    /// The value of the field `Range` (RFC 9110, section 14.2); nil asks for the whole file.
    public var range: String? {
        guard offset > 0 || end != nil else { return nil }
        return "bytes=\(offset)-\(end.map { String($0 - 1) } ?? "")"
    }
}

extension TransportRequest: CustomStringConvertible, CustomReflectable {
    /// What is asked for, without what may be secret.
    public var description: String {
        "\(Redaction.text(url)) from \(offset)" + (end.map { " to \($0)" } ?? "")
    }
    /// Nothing beside the description, also for `dump`.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// The answer to a request.
public struct TransportResponse: Sendable {
    /// Status and header fields.
    public var head: ResponseHead
    /// The bytes that follow.
    public var body: any TransportBody
    /// The address of who answered, in its usual text; nil where the transport cannot tell.
    public var peer: String?

    /// Describes an answer.
    public init(head: ResponseHead, body: any TransportBody, peer: String? = nil) {
        self.head = head
        self.body = body
        self.peer = peer
    }
}
