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
    convenience init(appendingTo path: String) throws(FileProblem) {
        self.init(descriptor: try FileSystem.openLog(path), path: path, isOurs: true)
    }

    /// Makes a file, or empties it; the mode is the file's also where it was there before.
    package convenience init(replacing path: String, mode: UInt32) throws(FileProblem) {
        let descriptor = try FileSystem.openEmpty(path, mode: mode)
        self.init(descriptor: descriptor, path: path, isOurs: true)
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
