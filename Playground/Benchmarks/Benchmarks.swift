#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Measures this library beside curl, in interleaved pairs, and holds the figures against bounds.
///
/// Each benchmark is a value with a name; `swift run -c release benchmarks [NAME…]` runs those that
/// are named, or all. The exit status is 1 where a bound breaks.
@main
struct Benchmarks {
    static let all: [any Benchmark] = [
        LargeFile(), SmallFiles(), LongList(), Owners(), Hub(), SlowConsumer(), Cancellation(),
        StartUp(),
    ]

    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            if arguments.first == Worker.flag {
                try await Worker.run(Array(arguments.dropFirst()))
            } else if try await !measure(arguments) {
                exit(1)
            }
        } catch {
            Report.complain("\(error)")
            exit(1)
        }
    }

    /// Runs the named benchmarks, or all; false where a bound breaks.
    private static func measure(_ names: [String]) async throws -> Bool {
        if let unknown = names.first(where: { name in !all.contains { $0.name == name } }) {
            let known = all.map(\.name).joined(separator: ", ")
            throw Failure.download("there is no benchmark \(unknown); there are \(known)")
        }
        let stage = try Stage()
        var figures: [Figure] = []
        for benchmark in all where names.isEmpty || names.contains(benchmark.name) {
            Report.note("\(benchmark.name): \(benchmark.purpose)")
            figures += try await benchmark.run(on: stage)
        }
        Report.table(figures)
        return figures.allSatisfy(\.holds)
    }
}

/// One thing to measure.
protocol Benchmark: Sendable {
    /// What to call it on the command line.
    var name: String { get }
    /// What it measures, in a line.
    var purpose: String { get }
    /// Measures it.
    func run(on stage: Stage) async throws -> [Figure]
}
