internal import Downstream

#if canImport(FoundationEssentials)
internal import struct FoundationEssentials.Data
#else
internal import struct Foundation.Data
#endif

/// One connection of an origin: requests in, replies out, until one side has had enough.
struct OriginConnection {
    private static let headLimit = 16 * 1024
    private static let piece: Int64 = 256 * 1024

    private let socket: OriginSocket
    private let server: OriginServer

    init(_ socket: OriginSocket, _ server: OriginServer) {
        self.socket = socket
        self.server = server
    }

    /// Answers one request after the other.
    func serve() {
        var unread: [UInt8] = []
        while let head = nextHead(&unread) {
            guard let request = LoopbackOrigin.Request(head: head) else {
                return refuse("400 Bad Request")
            }
            guard answer(request) else { return }
        }
    }

    /// The bytes up to the next empty line; nil at the end, or where a head is too long.
    private func nextHead(_ unread: inout [UInt8]) -> [UInt8]? {
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let range = unread.firstRange(of: end) {
                defer { unread.removeSubrange(..<range.upperBound) }
                return Array(unread[..<range.lowerBound])
            }
            guard unread.count < Self.headLimit else {
                refuse("431 Request Header Fields Too Large")
                return nil
            }
            let received = socket.receive()
            guard !received.isEmpty else { return nil }
            unread += received
        }
    }

    /// Whether the connection goes on afterwards.
    private func answer(_ request: LoopbackOrigin.Request) -> Bool {
        let answer = server.answer(to: request)
        guard request.method == "GET" else {
            refuse("405 Method Not Allowed")
            return false
        }
        switch answer {
        case nil:
            let body = "There is nothing at this path.\n"
            let fields = [HeaderField("Content-Type", "text/plain")]
            let head = Self.head("404 Not Found", fields, length: Int64(body.utf8.count), request)
            return socket.send(head + body) && request.keepsConnection
        case .resource(let resource):
            return send(resource, request) && request.keepsConnection
        case .raw(let reply):
            let isSent = unsafe reply.bytes.withUnsafeBytes { unsafe socket.send($0) }
            switch reply.ending {
            case .close: break
            case .reset: socket.resetOnClose()
            case .hold: if isSent { socket.hold() }
            }
            return false
        case .script(let steps):
            var script = OriginScript(steps, on: socket)
            script.play(askedFrom: request.offset)
            return false
        }
    }

    private func send(
        _ resource: LoopbackOrigin.Resource,
        _ request: LoopbackOrigin.Request
    ) -> Bool {
        let verdict = OriginVerdict(
            range: request["Range"],
            ifRange: request["If-Range"],
            size: resource.size,
            entityTag: resource.entityTag,
            lastModified: resource.lastModified
        )
        var fields = [
            HeaderField("ETag", resource.entityTag),
            HeaderField("Last-Modified", resource.lastModified),
            HeaderField("Accept-Ranges", "bytes"),
            HeaderField("Content-Type", resource.type),
        ]
        if let name = resource.name {
            fields.append(HeaderField("Content-Disposition", "attachment; filename=\"\(name)\""))
        }
        if let checksum = resource.checksum {
            fields.append(HeaderField("Repr-Digest", checksum.field))
        }
        let status: String
        let range: Range<Int64>
        switch verdict {
        case .whole:
            status = "200 OK"
            range = 0..<resource.size
        case .part(let part):
            status = "206 Partial Content"
            range = part
            let place = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(resource.size)"
            fields.append(HeaderField("Content-Range", place))
        case .outside:
            status = "416 Range Not Satisfiable"
            range = 0..<0
            fields.append(HeaderField("Content-Range", "bytes */\(resource.size)"))
        }
        let head = Self.head(status, fields, length: Int64(range.count), request)
        return socket.send(head) && send(range, of: resource)
    }

    /// Sends bytes piece by piece, no faster than the resource allows.
    private func send(_ range: Range<Int64>, of resource: LoopbackOrigin.Resource) -> Bool {
        let rate = resource.bytesPerSecond.map { max(1, $0) }
        let piece = rate.map { min(Self.piece, max(1, $0 / 20)) } ?? Self.piece
        let clock = ContinuousClock()
        let beginning = clock.now
        var offset = range.lowerBound
        while offset < range.upperBound {
            let end = min(offset + piece, range.upperBound)
            let bytes = resource.content(offset..<end)
            guard unsafe bytes.withUnsafeBytes({ unsafe socket.send($0) }) else { return false }
            offset = end
            guard let rate else { continue }
            let due = Duration.seconds(Double(offset - range.lowerBound) / Double(rate))
            let early = due - (clock.now - beginning)
            if early > .zero { socket.rest(early) }
        }
        return true
    }

    private func refuse(_ status: String) {
        _ = socket.send("HTTP/1.1 \(status)\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    }

    private static func head(
        _ status: String,
        _ fields: [HeaderField],
        length: Int64,
        _ request: LoopbackOrigin.Request
    ) -> String {
        let all =
            [HeaderField("Date", "Sun, 06 Nov 1994 08:50:37 GMT")] + fields
            + [HeaderField("Content-Length", String(length))]
            + (request.keepsConnection ? [] : [HeaderField("Connection", "close")])
        return "HTTP/1.1 \(status)\r\n" + all.map { "\($0.name): \($0.value)\r\n" }.joined()
            + "\r\n"
    }
}
