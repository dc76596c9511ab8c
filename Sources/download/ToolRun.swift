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
        let batch = Downloader(options.configuration).batch(of: list, atMost: options.parallel)
        let cause = await read(batch, &report)
        await batch.stop()

        let signal = interruption.signal
        let unbegun = max(0, options.sources.count - report.tally.begun)
        if let cause {
            report.stop(because: cause, unbegun: unbegun)
        }
        // A signal that came when all was done changes nothing.
        let isCut = !report.tally.running.isEmpty || unbegun > 0 || options.list != nil
        if let signal, cause == nil, isCut {
            report.stop(because: OutputProblem.interrupted.sentence, unbegun: unbegun)
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
