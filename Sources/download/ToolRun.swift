internal import Downstream

/// All downloads of one run of the tool.
struct ToolRun: Sendable {
    private let options: Options
    private let files: RunFiles
    private let interruption: Interruption

    init(_ options: Options, _ files: RunFiles, _ interruption: Interruption) {
        self.options = options
        self.files = files
        self.interruption = interruption
    }

    /// Downloads everything, and says how each ended.
    func run() async -> ExitCode {
        var report = RunReport(options, files, interruption)
        let badLines = Locked(0)
        let list = DownloadList(
            options: options,
            input: files.list,
            interruption: interruption
        ) { [complain = report.complain] sentence in
            badLines.withLock { $0 += 1 }
            complain(sentence)
        }
        let batch = Downloader(options.roomyConfiguration)
            .batch(of: list, atMost: options.parallel)
        let cause = await read(batch, &report)
        let remains = await batch.stop()
        for item in remains.events { report.takeLate(item) }

        let reading = list.reading.withLock(\.self)
        let rest = UnbegunRest(
            downloads: remains.unbegun,
            arguments: Array(options.sources.dropFirst(reading.arguments)),
            hasList: options.list != nil && !reading.isOver
        )
        if let cause { report.stop(because: cause, rest) }
        // A signal that came when all was done changes nothing.
        let isCut = !report.tally.running.isEmpty || !rest.isEmpty
        if let signal = interruption.signal, cause == nil, isCut {
            report.stop(because: OutputProblem.interrupted.sentence, rest)
            report.finish()
            return .interrupted(signal)
        }
        report.finish()
        let isDone = cause == nil && report.tally.failed == 0 && badLines.withLock(\.self) == 0
        return isDone ? .done : .failed
    }

    /// Reads the events to their end, or until something stops all; then it says what.
    private func read(_ batch: Batch, _ report: inout RunReport) async -> String? {
        do {
            while let item = try await batch.next() { try report.take(item) }
            return nil
        } catch let problem as OutputProblem {
            return problem == .interrupted ? nil : problem.sentence
        } catch let problem as InputProblem {
            return "stopped, because the list cannot be read on: \(problem.word)"
        } catch let error as DownloadError where error.reason == .diskFull {
            return "stopped, because the disk is full"
        } catch {
            return "stopped: \(error)"
        }
    }
}
