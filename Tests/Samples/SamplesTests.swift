import Foundation
import Testing

@Suite("Samples")
struct SamplesTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The Swift blocks of a Markdown file or of doc comments.
    private static func blocks(in text: String) -> [[Substring]] {
        var blocks: [[Substring]] = []
        var block: [Substring]?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let content = line.drop { $0 == " " }
            let inComment = content.hasPrefix("///")
            let code = inComment ? content.dropFirst(3).drop { $0 == " " } : content
            if code.hasPrefix("```") {
                if let complete = block { blocks.append(complete) }
                block = block == nil && code.hasPrefix("```swift") ? [] : nil
            } else if block != nil, !code.isEmpty {
                block?.append(code)
            }
        }
        return blocks
    }

    private static func lines(of text: String) -> [Substring] {
        text.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }
    }

    private static func files(below folder: String, suffix: String) -> [URL] {
        let found = FileManager.default.enumerator(
            at: root.appending(path: folder),
            includingPropertiesForKeys: nil
        )
        return (found?.allObjects as? [URL] ?? []).filter { $0.pathExtension == suffix }
    }

    @Test func `are compiled, word for word`() throws {
        let compiled = try String(
            contentsOf: Self.root.appending(path: "Tests/Samples/Samples.swift"),
            encoding: .utf8
        )
        let known = Self.lines(of: compiled)
        let documents =
            [Self.root.appending(path: "README.md")]
            + Self.files(below: "Docs", suffix: "md")
            + Self.files(below: "Sources", suffix: "md")
            + Self.files(below: "Sources/Downstream", suffix: "swift")
            + Self.files(below: "Sources/DownstreamTesting", suffix: "swift")
        var count = 0

        for document in documents {
            for block in Self.blocks(in: try String(contentsOf: document, encoding: .utf8)) {
                let sample = block.filter { !$0.hasPrefix("import ") }
                count += 1
                let isCompiled = known.indices.contains { known[$0...].starts(with: sample) }
                #expect(isCompiled, "\(document.lastPathComponent): \(sample.first ?? "")")
            }
        }

        #expect(count >= 4)
    }
}
