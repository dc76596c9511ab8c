#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Measures this library beside other programs, in interleaved pairs, and holds figures to bounds.
///
/// Each benchmark is a value with a name; `swift run -c release benchmarks [NAME…]` runs those that
/// are named, or all, to the end. The exit status is 1 where a bound is missed.
@main
struct Benchmarks {
    static let all: [any Benchmark] = [
        LargeFile(), SmallFiles(), Segments(), Scale(), Stalled(), LongList(), Owners(), Hub(),
        SlowConsumer(), Memory(), Cancellation(), StartUp(),
    ]

    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            if arguments.first == Worker.flag {
                return try await Worker.run(Array(arguments.dropFirst()))
            }
            let options = try BenchmarkOptions(arguments)
            if options.isHelp { return print(BenchmarkOptions.help(all)) }
            let complaints = try await measure(options)
            for complaint in complaints { Report.complain(complaint) }
            if !complaints.isEmpty { exit(1) }
        } catch {
            Report.complain("\(error)")
            exit(1)
        }
    }

    /// Runs the benchmarks that are asked for and tells the results; returns what is wrong.
    private static func measure(_ options: BenchmarkOptions) async throws -> [String] {
        let names = options.names
        if let unknown = names.first(where: { name in !all.contains { $0.name == name } }) {
            let known = all.map(\.name).joined(separator: ", ")
            throw Failure.usage("there is no benchmark \(unknown); there are \(known)")
        }
        let article = try options.article.map { try Article($0) }
        let stage = try Stage(pairs: options.pairs)
        var outcomes: [Outcome] = []
        for benchmark in all where names.isEmpty || names.contains(benchmark.name) {
            Report.note("\(benchmark.name): \(benchmark.purpose)")
            outcomes.append(await outcome(of: benchmark, on: stage))
        }
        let report = Report(machine: Machine(stage), outcomes: outcomes)
        print(report.text)
        // What is wrong comes after the tables, also where both go into one file.
        fflush(nil)
        if let json = options.json { try stage.write(report.lines(), to: json) }
        if let article {
            if let drawing = report.drawing {
                try article.write(drawing.text, toResource: CrowdDrawing.name)
            }
            try article.write(report.markdown)
        }
        return report.complaints
    }

    private static func outcome(of benchmark: any Benchmark, on stage: Stage) async -> Outcome {
        do {
            let findings = try await benchmark.run(on: stage)
            return Outcome(benchmark: benchmark.name, findings: findings, problem: nil)
        } catch {
            return Outcome(benchmark: benchmark.name, findings: Findings(), problem: "\(error)")
        }
    }
}

/// One thing to measure.
protocol Benchmark: Sendable {
    /// What to call it on the command line.
    var name: String { get }
    /// What it measures, in a line.
    var purpose: String { get }
    /// Measures it.
    func run(on stage: Stage) async throws -> Findings
}
