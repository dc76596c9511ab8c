/// What a response head means for a download that asked for the whole file.
package enum ResponseVerdict: Equatable {
    /// The body is the file; `length` is its announced size.
    case receive(length: Int64?)
    /// The file is elsewhere.
    case redirect(to: String)

    /// Judges a head.
    package init(_ head: ResponseHead, limit: Int64?) throws(DownloadError.Reason) {
        switch head.status {
        case 200, 203:
            let length = try MessageLength.announced(by: head)
            if let limit, let length, length > limit { throw .tooLarge(limit: limit) }
            self = .receive(length: length)
        case 206:
            throw .malformedResponse(problem: "it sent a part although the whole was asked for")
        case 301, 302, 303, 307, 308:
            guard let location = head["Location"] else {
                throw .malformedResponse(problem: "it redirects, but does not say where to")
            }
            self = .redirect(to: location)
        default:
            throw .httpStatus(code: head.status)
        }
    }
}
