/// What a published file bears, so that a later run can ask whether the server has a newer one.
///
/// The time of the file is that of the server's version. The entity tag, the size and what was asked
/// for are an attribute of the file; only as long as time and size still agree is the file known to be
/// what was saved.
package struct FileStamp: Equatable, Sendable {
    private static let attribute = "user.downstream.version"
    private static let limit = 4096

    /// What tells the download from others: two files may have equal tags.
    package let identity: String
    /// The size of the file in bytes.
    package let size: Int64
    /// The `ETag`; nil where the server sent none.
    package let entityTag: String?
    /// The `Last-Modified`; nil where the server sent none that is a date.
    package let lastModified: String?

    /// Describes a version of a file.
    package init(identity: String, size: Int64, entityTag: String?, lastModified: String?) {
        self.identity = identity
        self.size = size
        self.entityTag = entityTag
        self.lastModified = lastModified
    }

    /// What the file at a path bears; nil where it bears nothing, where it is of another download, and
    /// where it has been changed since.
    package init?(ofFileAt path: String, on disk: any Disk = RealDisk(), identity: String) {
        guard let file = try? disk.open(path, for: .reading(throughLinks: false)) else {
            return nil
        }
        defer { try? file.close() }
        guard let bytes = file.attribute(Self.attribute, atMost: Self.limit), !bytes.isEmpty,
            let entry = try? file.entry()
        else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count == 5, let size = Int64(lines[0]), size == entry.size,
            Int64(lines[1]) == file.modificationTime, lines[4] == identity
        else { return nil }
        // Whoever may write the file may write this, too: only what is a proper field is sent.
        self.init(
            identity: identity,
            size: size,
            entityTag: Validator.isStrong(lines[2]) == nil ? nil : lines[2],
            lastModified: HTTPDate(lines[3]) == nil ? nil : lines[3]
        )
    }

    /// The fields of a request that wants the file only if it is another one; none where nothing is
    /// known to ask with.
    package var conditions: [HeaderField] {
        if let entityTag { return [HeaderField("If-None-Match", entityTag)] }
        return lastModified.map { [HeaderField("If-Modified-Since", $0)] } ?? []
    }

    /// Whether a reply brings the very version that this file is of.
    func isVersion(of head: ResponseHead, size: Int64?) -> Bool {
        guard let validator = Validator(head), validator.isStrong, size == self.size else {
            return false
        }
        switch validator.kind {
        case .entityTag: return validator.text == entityTag
        case .lastModified: return entityTag == nil && validator.text == lastModified
        }
    }

    /// Notes it on an open file, as far as the file system can; without it the next run asks for the
    /// whole file, which is never wrong.
    package func put(on file: any OpenFile) {
        if let date = lastModified.flatMap(HTTPDate.init)?.secondsSince1970 {
            file.setModificationTime(date)
        }
        let lines = [
            String(size), String(file.modificationTime), entityTag ?? "",
            lastModified ?? "", identity,
        ]
        let bytes = Array(lines.joined(separator: "\n").utf8)
        guard bytes.count <= Self.limit else { return }
        file.setAttribute(Self.attribute, to: bytes)
    }
}

extension FileStamp {
    /// What a head says of its version of the file.
    ///
    /// A date in the future would make the file look new for ever: it does not count. The future
    /// begins at the reply's own `Date`; only where there is none, at `now`, in seconds since 1970.
    package init(_ head: ResponseHead, identity: String, size: Int64, now: Int64) {
        let modified = head["Last-Modified"].flatMap { text -> String? in
            guard let date = HTTPDate(text) else { return nil }
            let sent = head["Date"].flatMap(HTTPDate.init)?.secondsSince1970
            return date.secondsSince1970 <= sent ?? now ? text : nil
        }
        self.init(
            identity: identity,
            size: size,
            entityTag: head["ETag"],
            lastModified: modified
        )
    }
}
