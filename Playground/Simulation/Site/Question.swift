internal import Downstream

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What is asked of a server, and the answer as it should be.
struct Question {
    let request: TransportRequest
    let resource: Resource
    let date: Int64

    init(_ request: TransportRequest, _ resource: Resource, date: Int64) {
        self.request = request
        self.resource = resource
        self.date = date
    }

    private func field(_ name: String) -> String? {
        request.headers.first { $0.isNamed(name) }?.value
    }

    /// Whether only a part is asked for, and the condition of that is met.
    var wantsPart: Bool {
        guard request.range != nil, resource.hasRanges else { return false }
        guard let condition = field("If-Range") else { return true }
        return condition == resource.now.proof
            || resource.now.fields.contains { $0.value == condition }
    }

    /// The bytes that are asked for, as far as the file has them.
    var asked: Range<Int> {
        let size = resource.now.bytes.count
        let start = min(Int(request.offset), size)
        return start..<max(start, min(request.end.map { Int($0) } ?? size, size))
    }

    /// Whether the file is wanted only if it is another one.
    var isConditional: Bool {
        field("If-None-Match") != nil || field("If-Modified-Since") != nil
    }

    private var isNotModified: Bool {
        if let tag = field("If-None-Match") {
            return resource.now.fields.contains { $0.isNamed("ETag") && $0.value == tag }
        }
        if let date = field("If-Modified-Since") {
            return resource.now.fields.contains { $0.isNamed("Last-Modified") && $0.value == date }
        }
        return false
    }

    /// The fields that every answer about the file bears.
    var fields: [HeaderField] {
        var fields = resource.now.fields
        if resource.proof != .weakDate {
            fields.append(HeaderField("Date", HTTPDateText.text(date)))
        }
        if !resource.hasRanges { fields.append(HeaderField("Accept-Ranges", "none")) }
        if let digest = resource.now.digest {
            let base64 = Data(Self.bytes(digest.hexadecimal)).base64EncodedString()
            fields.append(HeaderField("Repr-Digest", "sha-256=:\(base64):"))
        }
        return fields
    }

    private static func bytes(_ hexadecimal: String) -> [UInt8] {
        let digits = hexadecimal.utf8.map { $0 < 0x3A ? $0 - 0x30 : $0 - 0x57 }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// The answer as it should be.
    var reply: Reply {
        if isNotModified {
            return Reply(head: ResponseHead(status: 304, headers: fields), note: "304")
        }
        guard wantsPart else { return whole }
        guard !asked.isEmpty else {
            var reply = Reply(head: ResponseHead(status: 416, headers: fields), note: "416")
            reply.set("Content-Range", "bytes */\(resource.now.bytes.count)")
            reply.set("Content-Length", "0")
            reply.set("Repr-Digest", nil)
            return reply
        }
        return part(asked)
    }

    /// The whole file.
    var whole: Reply {
        let bytes = resource.now.bytes
        let note = "200, version \(resource.current), \(bytes.count) bytes"
        var reply = Reply(
            head: ResponseHead(status: 200, headers: fields),
            body: bytes,
            note: note
        )
        tellLength(of: &reply)
        return reply
    }

    /// A part of the file, if it has so many bytes.
    func part(_ wanted: Range<Int>) -> Reply {
        let size = resource.now.bytes.count
        let range = wanted.clamped(to: 0..<size)
        let start = resource.now.bytes.startIndex
        let note =
            "206, version \(resource.current), bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"
        var reply = Reply(
            head: ResponseHead(status: 206, headers: fields),
            body: resource.now.bytes[start + range.lowerBound..<start + range.upperBound],
            note: note
        )
        reply.set("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)")
        tellLength(of: &reply)
        return reply
    }

    private func tellLength(of reply: inout Reply) {
        if resource.tellsLength {
            reply.set("Content-Length", String(reply.body.count))
        } else {
            reply.set("Transfer-Encoding", "chunked")
        }
    }
}
