/// What a run of the benchmarks is asked for.
struct BenchmarkOptions: Sendable {
    /// The benchmarks to run; none are all.
    var names: [String] = []
    /// How many pairs a program with a bound gets; nil is each benchmark's own number.
    var pairs: Int?
    /// The file that gets the results as lines of JSON; nil for none.
    var json: String?
    /// The article whose tables are written anew; nil for none.
    var article: String?
    /// Whether only the help is wanted.
    var isHelp = false

    /// Reads the arguments.
    init(_ arguments: [String]) throws(Failure) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--help", "-h": isHelp = true
            case "--pairs":
                guard let pairs = rest.popFirst().flatMap({ Int($0) }), pairs > 0 else {
                    throw .usage("--pairs takes a number of at least 1")
                }
                self.pairs = pairs
            case "--json": json = try Self.file(rest.popFirst(), of: argument)
            case "--markdown": article = try Self.file(rest.popFirst(), of: argument)
            case _ where argument.hasPrefix("-"):
                throw .usage("there is no option \(argument); --help names them")
            default: names.append(argument)
            }
        }
    }

    private static func file(_ value: String?, of option: String) throws(Failure) -> String {
        guard let value, !value.isEmpty else { throw .usage("\(option) takes a file") }
        return value
    }

    /// What `--help` prints.
    static func help(_ benchmarks: [any Benchmark]) -> String {
        let width = benchmarks.map(\.name.count).max() ?? 0
        let list = benchmarks.map { benchmark in
            let gap = String(repeating: " ", count: width - benchmark.name.count)
            return "  \(benchmark.name)\(gap)  \(benchmark.purpose)\n"
        }
        return """
            benchmarks measures this library beside other programs, in interleaved pairs.

            Usage: swift run -c release benchmarks [options] [NAME...]

              --pairs N        pairs with each program that a bound names; others get a
                               third of them, and no more after 20 seconds of their own
              --json FILE      write the results to FILE as lines of JSON: the machine,
                               every figure and every program, with all that was measured
              --markdown FILE  write the tables into the article FILE, in place of what is
                               between its lines <!-- figures --> and <!-- end of figures -->,
                               and the drawing of `scale` into the folder Resources beside it
              --help           show this

            Without a NAME it runs them all:

            \(list.joined())
            Programs that are not installed are named and left out. System calls are counted
            with strace, in runs of their own. The exit status is 1 where a bound is missed.
            """
    }
}
