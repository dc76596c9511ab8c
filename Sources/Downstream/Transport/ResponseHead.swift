/// The status and the header fields of a response.
public struct ResponseHead: Sendable, Equatable {
    /// The status code, from 100 to 999.
    public var status: Int
    /// The version of HTTP: "1.0", "1.1", "2" or "3"; nil where the transport cannot tell.
    public var httpVersion: String?
    /// The header fields in the order in which they came.
    public var headers: [HeaderField]

    /// Describes a head.
    public init(status: Int, httpVersion: String? = nil, headers: [HeaderField] = []) {
        self.status = status
        self.httpVersion = httpVersion
        self.headers = headers
    }

    /// A head that announces a body of `length` bytes.
    public init(status: Int, length: Int64) {
        self.init(status: status, headers: [HeaderField("Content-Length", String(length))])
    }

    /// The value of the first field of this name, in any case; nil where there is none.
    public subscript(name: String) -> String? {
        headers.first { $0.isNamed(name) }?.value
    }

    /// The values of all fields of this name, in any case.
    public func values(of name: String) -> [String] {
        headers.compactMap { $0.isNamed(name) ? $0.value : nil }
    }

    /// The elements of a list, which may come in several fields; nil where there is none of this name.
    ///
    /// Empty elements do not count (RFC 9110, section 5.6.1.2).
    func elements(of name: String) -> [String]? {
        let fields = values(of: name)
        guard !fields.isEmpty else { return nil }
        return fields.flatMap { $0.split(separator: ",") }.map(\.withoutBlanks)
            .filter { !$0.isEmpty }
    }
}
