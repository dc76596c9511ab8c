internal import DownstreamTesting

extension Stage {
    /// What no program is to take from the environment: a proxy between it and our own server.
    private static let direct = ["no_proxy=127.0.0.1,localhost", "NO_PROXY=127.0.0.1,localhost"]

    /// Runs a program to its end, which has to be a good one, and tells what it used.
    func run(_ arguments: [String]) throws -> Run {
        try run(Invocation(arguments: arguments))
    }

    /// Runs a program to its end, which has to be a good one, and tells what it used.
    func run(_ invocation: Invocation) throws -> Run {
        guard let measured = programs.measured else { return try directly(invocation) }
        let file = memory + "/report"
        let status = try child(invocation.through([measured, file])).wait().status
        guard status == 0 else { throw Failure.program(invocation.arguments, status) }
        let numbers =
            FileLines(file).lines.first?.split(separator: " ").compactMap { Double($0) } ?? []
        guard numbers.count == 4 else { throw Failure.program([measured], 1) }
        return Run(wall: numbers[0] / 1e9, cpu: numbers[1] / 1e6, mebibytes: numbers[2] / 1024)
    }

    /// Runs a worker, which is this program in a process of its own.
    func run(_ work: Worker.Kind, url: String, copy: String) throws -> Run {
        try run([own, Worker.flag, work.rawValue, url, copy])
    }

    /// Runs a worker with a list of URLs, and gives the numbers that it prints too, line by line.
    func run(
        _ work: Worker.Kind,
        urls: [String],
        copies: String
    ) throws -> (run: Run, lines: [[Double]]) {
        let list = memory + "/urls"
        let output = memory + "/output"
        try write(urls.map { $0 + "\n" }.joined(), to: list)
        let worker = [own, Worker.flag, work.rawValue, list, copies]
        let run = try run(Invocation(arguments: worker, output: output))
        let lines = FileLines(output).lines.map { line in
            line.split(separator: " ").compactMap { Double($0) }
        }
        return (run, lines)
    }

    /// The system calls of a program and its threads; nil where they cannot be counted.
    func systemCalls(of invocation: Invocation) -> Int? {
        guard PeerPrograms.isInstalled("strace") else { return nil }
        let file = memory + "/calls"
        defer { remove(file) }
        let traced = invocation.through(["strace", "-f", "-c", "-U", "calls,name", "-o", file])
        guard (try? child(traced).wait().status) == 0 else { return nil }
        let total = FileLines(file).lines.last?.split(separator: " ") ?? []
        return total.last == "total" ? total.first.flatMap { Int($0) } : nil
    }

    private func child(_ invocation: Invocation) throws -> ChildProcess {
        try ChildProcess(
            invocation.arguments,
            variables: invocation.variables + Self.direct,
            input: invocation.input,
            output: invocation.output
        )
    }

    /// Without a small program between, its peak is at least that of this process.
    private func directly(_ invocation: Invocation) throws -> Run {
        let begin = ContinuousClock.now
        let report = try child(invocation).wait()
        let wall = (ContinuousClock.now - begin) / Duration.seconds(1)
        guard report.status == 0 else {
            throw Failure.program(invocation.arguments, report.status)
        }
        return Run(
            wall: wall,
            cpu: report.cpuSeconds,
            mebibytes: Double(report.peakResidentBytes) / 1_048_576
        )
    }
}
