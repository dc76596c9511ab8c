internal import Downstream

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What a run of the benchmarks tells.
struct Report: Sendable {
    let machine: Machine
    let outcomes: [Outcome]

    /// Says what is going on, on standard error.
    static func note(_ line: String) {
        LogSink.standardError(line)
    }

    /// Says what is wrong, on standard error.
    static func complain(_ line: String) {
        note("benchmarks: \(line)")
    }

    /// What was left out, in sentences, each once.
    private var omissions: [String] {
        var omissions: [String] = []
        for omission in outcomes.flatMap(\.findings.omissions) where !omissions.contains(omission) {
            omissions.append(omission)
        }
        let failed = outcomes.filter { $0.problem != nil }
        return omissions + failed.map { "\($0.benchmark) could not be measured" }
    }

    /// What is not as it has to be.
    var complaints: [String] { outcomes.flatMap(\.complaints) }

    /// For a terminal.
    var text: String {
        let left = omissions.map { "left out: \($0)" }.joined(separator: "\n")
        return
            ([machine.text] + ResultTable.all(outcomes).map(\.text) + (left.isEmpty ? [] : [left]))
            .joined(separator: "\n\n")
    }

    /// For the documentation.
    var markdown: String {
        let left = omissions.isEmpty ? [] : ["Left out: \(omissions.joined(separator: "; "))."]
        return (["\(machine.text)."] + ResultTable.all(outcomes).map(\.markdown) + left)
            .joined(separator: "\n\n")
    }

    /// The drawing that a table for the documentation shows; nil where nothing of it was measured.
    var drawing: CrowdDrawing? { CrowdDrawing(outcomes.flatMap(\.findings.crowds)) }

    /// For programs: a line of JSON for the machine, each figure, program, crowd and problem.
    func lines() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var records: [any Encodable] = [machine]
        for outcome in outcomes {
            let name = outcome.benchmark
            records += outcome.findings.figures.map { FigureRecord(name, $0) }
            records += outcome.findings.standings.map { StandingRecord(name, $0) }
            records += outcome.findings.crowds.map { CrowdRecord(name, $0) }
            records += outcome.findings.omissions.map { NoteRecord("omission", name, $0) }
            records += [outcome.problem].compactMap(\.self).map { NoteRecord("problem", name, $0) }
        }
        return try records.map { record in
            String(decoding: try encoder.encode(record), as: UTF8.self) + "\n"
        }
        .joined()
    }
}
