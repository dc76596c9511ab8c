import Foundation
import Testing

/// The table of hard cases in the documentation: made from `Docs/cases.txt` and from what tests say
/// they cover.
///
/// `DOWNSTREAM_WRITE_CASES=1 swift test --filter HardCases` writes it anew.
@Suite("The table of hard cases")
struct HardCasesTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    private static let page = root.appending(path: "Docs/Downstream.docc/HardCases.md")
    /// What comes with a later feature, and so has nothing to test yet.
    private static let coming: Set<Int> = [20]

    private struct Row {
        let number: Int
        let behaviour: String
        var tests: [String] = []
    }

    private func rows() throws -> [Row] {
        let text = try String(
            contentsOf: Self.root.appending(path: "Docs/cases.txt"),
            encoding: .utf8
        )
        let covered = try coverage()
        return try text.split(separator: "\n").map { line in
            let parts = line.split(separator: "\t")
            try #require(parts.count == 2)
            let number = try #require(Int(parts[0]))
            return Row(
                number: number,
                behaviour: String(parts[1]),
                tests: (covered[number] ?? []).sorted()
            )
        }
    }

    /// The names of the tests that cover each case.
    private func coverage() throws -> [Int: [String]] {
        let folder = Self.root.appending(path: "Tests")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        let test = /@Test\(\s*\.case\(([0-9, ]+)\)(?s:.*?)func `([^`]+)`/
        var covered: [Int: [String]] = [:]
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            let suite = try suiteName(text)
            for match in text.matches(of: test) {
                for number in match.1.split(separator: ",") {
                    let number = try #require(Int(number.filter(\.isNumber)))
                    covered[number, default: []].append("\(suite): \(match.2)")
                }
            }
        }
        return covered
    }

    private func suiteName(_ text: String) throws -> String {
        guard let match = text.firstMatch(of: /@Suite\(\s*"([^"]+)"/) else { return "" }
        return String(match.1)
    }

    @Test func `names a test for every case`() throws {
        let rows = try rows()
        #expect(rows.map(\.number) == Array(1...79))
        for row in rows where !Self.coming.contains(row.number) {
            #expect(!row.tests.isEmpty, "case \(row.number)")
        }
    }

    @Test func `is what the tests say`() throws {
        var page = """
            # Hard cases

            What servers, networks and disks do to a download, what happens then, and which tests hold it.

            ## Overview

            This page is made from the tests. A test's name follows the name of its suite.

            | Case | Behaviour | Tests |
            |---|---|---|

            """
        for row in try rows() {
            page += "| \(row.number) | \(row.behaviour) | \(row.tests.joined(separator: "; ")) |\n"
        }
        if ProcessInfo.processInfo.environment["DOWNSTREAM_WRITE_CASES"] == "1" {
            try Data(page.utf8).write(to: Self.page)
        }
        let written = (try? String(contentsOf: Self.page, encoding: .utf8)) ?? ""
        #expect(
            written == page,
            "write it anew: DOWNSTREAM_WRITE_CASES=1 swift test --filter HardCases"
        )
    }
}
