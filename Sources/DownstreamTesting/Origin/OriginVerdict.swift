/// What an origin answers to a request for a resource (RFC 9110, section 14).
package enum OriginVerdict: Equatable {
    /// 200 and the whole file.
    case whole
    /// 206 and these bytes.
    case part(Range<Int64>)
    /// 416: the range begins behind the end.
    case outside

    /// Judges the header fields `Range` and `If-Range` of a request.
    ///
    /// What is not one proper range of bytes is ignored, and so is a range of another version.
    package init(
        range: String?,
        ifRange: String?,
        size: Int64,
        entityTag: String,
        lastModified: String
    ) {
        self = .whole
        guard let range, range.hasPrefix("bytes=") else { return }
        if let ifRange, ifRange != entityTag, ifRange != lastModified { return }
        let ends = range.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, ends.allSatisfy({ $0.allSatisfy(\.isWholeNumber) }) else { return }
        switch (Int64(ends[0]), Int64(ends[1])) {
        case (let first?, let last?):
            guard first <= last else { return }
            self = first < size ? .part(first..<min(last, size - 1) + 1) : .outside
        case (let first?, nil):
            guard ends[1].isEmpty else { return }
            self = first < size ? .part(first..<size) : .outside
        case (nil, let count?):
            guard ends[0].isEmpty else { return }
            self = count > 0 && size > 0 ? .part(max(0, size - count)..<size) : .outside
        case (nil, nil):
            return
        }
    }
}
