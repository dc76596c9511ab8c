public import Downstream

extension LoopbackOrigin {
    /// A request that an origin has got.
    public struct Request: Sendable, Equatable {
        /// The method, as a rule `GET`.
        public let method: String
        /// The target as it was sent: path and query.
        public let target: String
        /// The header fields in their order.
        public let headers: [HeaderField]
        /// Whether the connection stays open after the reply.
        let keepsConnection: Bool

        /// The value of the first field of this name, in any case; nil where there is none.
        public subscript(name: String) -> String? {
            let name = name.lowercased()
            return headers.first { $0.name.lowercased() == name }?.value
        }

        /// Where the range begins that was asked for; 0 where none was.
        var offset: Int64 {
            let digits = self["Range"]?.drop { !$0.isNumber }.prefix(while: \.isNumber)
            return digits.flatMap { Int64($0) } ?? 0
        }

        /// The target without its query.
        var path: String { String(target.prefix { $0 != "?" }) }

        /// Reads a head without its empty line; nil if it is none, or if a body would follow.
        package init?(head: [UInt8]) {
            let lines = String(decoding: head, as: UTF8.self)
                .split(separator: "\r\n", omittingEmptySubsequences: false)
            guard let first = lines.first else { return nil }
            let words = first.split(separator: " ", omittingEmptySubsequences: false)
            guard words.count == 3, words[2] == "HTTP/1.1" || words[2] == "HTTP/1.0",
                !words[0].isEmpty, words[1].hasPrefix("/")
            else { return nil }
            var headers: [HeaderField] = []
            for line in lines.dropFirst() {
                guard let colon = line.firstIndex(of: ":"), colon != line.startIndex else {
                    return nil
                }
                let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
                headers.append(HeaderField(String(line[..<colon]), String(value)))
            }
            method = String(words[0])
            target = String(words[1])
            self.headers = headers
            let options = headers.first { $0.name.lowercased() == "connection" }?.value.lowercased()
            keepsConnection = words[2] == "HTTP/1.1" && options != "close"
            let hasBody = headers.contains { field in
                ["transfer-encoding", "content-length"].contains(field.name.lowercased())
                    && field.value != "0"
            }
            if hasBody { return nil }
        }
    }
}
