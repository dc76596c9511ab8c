/// A file that takes whole lines at its end.
package final class LineFile: Sendable {
    static let standardError = LineFile(descriptor: 2, path: "standard error", isOurs: false)

    private let descriptor: Int32
    private let path: String
    private let isOurs: Bool

    private init(descriptor: Int32, path: String, isOurs: Bool) {
        self.descriptor = descriptor
        self.path = path
        self.isOurs = isOurs
    }

    /// Opens or makes a file.
    package convenience init(appendingTo path: String) throws(FileProblem) {
        self.init(descriptor: try FileSystem.openLog(path), path: path, isOurs: true)
    }

    /// Drops what an earlier run has written; of a device, nothing.
    ///
    /// - Parameter isSecret: Whether only its owner may read it from now on.
    /// - Throws: ``FileProblem``; then some of it may be left.
    package func empty(isSecret: Bool) throws(FileProblem) {
        try FileSystem.empty(descriptor, mode: isSecret ? 0o600 : nil, path: path)
    }

    /// Whether this is a regular file, and `other` is the same.
    package func isSame(as other: Int32) -> Bool {
        guard let ours = try? FileSystem.entry(of: descriptor, path: path),
            let theirs = try? FileSystem.entry(of: other, path: path)
        else { return false }
        return ours.kind == .regular && ours.isSame(as: theirs)
    }

    /// Whether both are one regular file.
    package func isSame(as other: LineFile) -> Bool {
        isSame(as: other.descriptor)
    }

    deinit {
        // Each line was written, or its failure told, before.
        if isOurs { try? FileSystem.shut(descriptor, path: path) }
    }

    /// Writes a line and its end.
    package func append(_ line: String) throws(FileProblem) {
        try write(line + "\n")
    }

    /// Writes a text as it is.
    package func write(_ text: String) throws(FileProblem) {
        try FileSystem.append(text, to: descriptor, path: path)
    }
}
