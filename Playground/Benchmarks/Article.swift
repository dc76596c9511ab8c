#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A page of the documentation with a part that the benchmarks write.
struct Article {
    private static let begin = "<!-- figures -->"
    private static let end = "<!-- end of figures -->"

    private let path: String
    private let before: String
    private let after: String

    /// Reads a page.
    ///
    /// - Throws: ``Failure`` if it does not have the two lines that the part is between.
    init(_ path: String) throws {
        self.path = path
        let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let first = lines.firstIndex(where: { $0 == Self.begin }),
            let last = lines.lastIndex(where: { $0 == Self.end }), first < last
        else {
            throw Failure.usage("\(path) has no lines \(Self.begin) and \(Self.end)")
        }
        before = lines[...first].joined(separator: "\n")
        after = lines[last...].joined(separator: "\n")
    }

    /// Writes a file that its part shows, into the folder beside it that DocC looks into.
    func write(_ text: String, toResource name: String) throws {
        let folder = URL(filePath: path).deletingLastPathComponent().appending(path: "Resources")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: folder.appending(path: name))
    }

    /// Writes it anew with another part.
    func write(_ part: String) throws {
        let text = "\(before)\n\n\(part)\n\n\(after)"
        try Data(text.utf8).write(to: URL(filePath: path))
    }
}
