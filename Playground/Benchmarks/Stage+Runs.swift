internal import DownstreamTesting

extension Stage {
    /// What no program is to take from the environment: a proxy between it and our own server.
    private static let direct = ["no_proxy=127.0.0.1,localhost", "NO_PROXY=127.0.0.1,localhost"]

    /// Runs a program to its end, which has to be a good one, and tells what it used.
    func run(_ arguments: [String], input: String? = nil) throws -> Run {
        try run(Invocation(arguments: arguments), input: input)
    }

    /// Runs a program to its end, which has to be a good one, and tells what it used.
    func run(_ invocation: Invocation, input: String? = nil) throws -> Run {
        guard let measured = programs.measured else {
            return try directly(invocation, input: input)
        }
        let file = memory + "/report"
        let status = try status(
            of: Invocation(
                arguments: [measured, file] + invocation.arguments,
                variables: invocation.variables
            ),
            input: input
        )
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

    /// The system calls of a program and its threads; nil where they cannot be counted.
    func systemCalls(of invocation: Invocation) -> Int? {
        guard PeerPrograms.isInstalled("strace") else { return nil }
        let file = memory + "/calls"
        defer { remove(file) }
        let strace = ["strace", "-f", "-c", "-U", "calls,name", "-o", file]
        let traced = Invocation(
            arguments: strace + invocation.arguments,
            variables: invocation.variables
        )
        guard (try? status(of: traced)) == 0 else { return nil }
        let total = FileLines(file).lines.last?.split(separator: " ") ?? []
        return total.last == "total" ? total.first.flatMap { Int($0) } : nil
    }

    private func status(of invocation: Invocation, input: String? = nil) throws -> Int32 {
        try child(invocation, input: input).wait().status
    }

    private func child(_ invocation: Invocation, input: String?) throws -> ChildProcess {
        try ChildProcess(
            invocation.arguments,
            variables: invocation.variables + Self.direct,
            input: input
        )
    }

    /// Without a small program between, its peak is at least that of this process.
    private func directly(_ invocation: Invocation, input: String?) throws -> Run {
        let begin = ContinuousClock.now
        let report = try child(invocation, input: input).wait()
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
