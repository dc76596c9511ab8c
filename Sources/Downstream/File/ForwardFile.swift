/// A regular file that is read once, from its beginning to its end.
final class ForwardFile: Sendable {
    private let descriptor: Int32
    private let path: String

    /// Opens a file.
    init(reading path: String) throws(FileProblem) {
        self.path = path
        descriptor = try FileSystem.openToRead(path)
    }

    deinit {
        // Nothing was written that closing could lose.
        try? FileSystem.shut(descriptor, path: path)
    }

    /// The next bytes, at most `count`; none at the end.
    func read(atMost count: Int) throws(FileProblem) -> [UInt8] {
        try FileSystem.read(atMost: count, from: descriptor, path: path)
    }
}
