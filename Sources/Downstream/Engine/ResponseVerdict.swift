/// What a response head means, seen from what was asked for and what is on disk.
package enum ResponseVerdict: Equatable, Sendable {
    /// What says what a head means: as a rule ``init(_:goingOnFrom:isConditional:)``.
    package typealias Judge =
        @Sendable (_ head: ResponseHead, _ point: ResumePoint?, _ isConditional: Bool)
        throws(DownloadError.Reason) -> ResponseVerdict

    /// The body is the file from some byte on.
    case receive(Reception)
    /// The bytes that are there are the whole file; the body is of no use.
    case complete
    /// The bytes that are there cannot be gone on from: ask for the whole file.
    case restart(DownloadEvent.RestartReason)
    /// The file is elsewhere.
    case redirect(to: String)
    /// The file that the request was conditional on has not changed.
    case notModified
    /// The server sends no file, now or for ever.
    case refused(code: Int)

    /// Which bytes a body brings.
    package struct Reception: Equatable, Sendable {
        /// Where its first byte lies in the file.
        package let offset: Int64
        /// The byte behind its last one; nil where that was not announced.
        package let end: Int64?
        /// The size of the whole file; nil where the server did not say.
        package let total: Int64?
        /// Why bytes that are on disk are dropped; nil where none are.
        package let restart: DownloadEvent.RestartReason?

        /// The bytes from `offset` to `end`.
        package init(
            offset: Int64,
            end: Int64?,
            total: Int64?,
            restart: DownloadEvent.RestartReason?
        ) {
            self.offset = offset
            self.end = end
            self.total = total
            self.restart = restart
        }
    }

    /// Judges a head.
    ///
    /// - Parameters:
    ///   - head: The head.
    ///   - point: Where the request wanted to go on; nil where it asked for the whole file.
    ///   - isConditional: Whether it wanted the file only if it is another one.
    /// - Throws: `.malformedResponse` where the head makes no sense.
    package init(
        _ head: ResponseHead,
        goingOnFrom point: ResumePoint?,
        isConditional: Bool = false
    ) throws(DownloadError.Reason) {
        switch head.status {
        case 200, 203:
            self = try Self.whole(head, point)
        case 206:
            guard let point else {
                throw .malformedResponse(
                    problem: "it sent a part although the whole was asked for"
                )
            }
            self = Self.part(head, point)
        case 301, 302, 303, 307, 308:
            guard let location = head["Location"] else {
                throw .malformedResponse(problem: "it redirects, but does not say where to")
            }
            self = .redirect(to: location)
        case 416:
            guard let point else {
                self = .refused(code: 416)
                return
            }
            let isWhole =
                head["Content-Range"].flatMap(ContentRange.init)
                == .unsatisfied(total: point.length)
            let isSame = isWhole && Self.agrees(head, with: point, total: point.length)
            self = isSame ? .complete : .restart(isWhole ? .notProvable : .changed)
        case 304 where isConditional:
            self = .notModified
        case 304 where point != nil:
            // An answer to a question that was not asked.
            self = .restart(.notProvable)
        case 412 where point != nil:
            self = .restart(.changed)
        default:
            self = .refused(code: head.status)
        }
    }

    private static func whole(
        _ head: ResponseHead,
        _ point: ResumePoint?
    ) throws(DownloadError.Reason) -> ResponseVerdict {
        let length = try MessageLength.announced(by: head)
        var restart: DownloadEvent.RestartReason?
        if let point {
            let isSame = agrees(head, with: point, total: length)
            if isSame, length == point.length { return .complete }
            restart = isSame ? .rangeIgnored : .changed
        }
        return .receive(Reception(offset: 0, end: length, total: length, restart: restart))
    }

    private static func part(_ head: ResponseHead, _ point: ResumePoint) -> ResponseVerdict {
        let type = head["Content-Type"]?.withoutBlanks.lowercased() ?? ""
        guard !type.hasPrefix("multipart/byteranges"),
            head.values(of: "Content-Range").count == 1,
            case .part(let range, let total) = head["Content-Range"].flatMap(ContentRange.init),
            range.lowerBound == point.offset,
            hasLength(head, of: range)
        else { return .restart(.wrongRange) }
        guard agrees(head, with: point, total: total) else { return .restart(.changed) }
        return .receive(
            Reception(
                offset: range.lowerBound,
                end: range.upperBound + 1,
                total: total ?? point.version.total,
                restart: nil
            )
        )
    }

    /// Whether the announced length, if there is one, is that of the range.
    private static func hasLength(_ head: ResponseHead, of range: ClosedRange<Int64>) -> Bool {
        do {
            let length = try MessageLength.announced(by: head)
            return length.map { $0 - 1 == range.upperBound - range.lowerBound } ?? true
        } catch {
            return false
        }
    }

    /// Whether a reply is about the version of the file that the bytes on disk are of.
    private static func agrees(
        _ head: ResponseHead,
        with point: ResumePoint,
        total: Int64?
    ) -> Bool {
        let version = point.version
        guard Validator.names(version.validator, in: head),
            head.contentEncoding == version.contentEncoding || head.status == 416
        else { return false }
        guard let known = version.total, let total else { return !point.needsTotal }
        return known == total
    }
}
