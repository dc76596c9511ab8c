#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The lines of a small file, the empty ones left out.
struct FileLines {
    let lines: [String]

    /// Reads the file; one that cannot be read has no lines.
    init(_ path: String) {
        let text = try? String(contentsOf: URL(filePath: path), encoding: .utf8)
        lines = text?.split(separator: "\n").map(String.init) ?? []
    }
}
