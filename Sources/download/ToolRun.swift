internal import Downstream

/// The downloads of one run of the tool, one after the other.
struct ToolRun: Sendable {
    private let options: Options
    private let interruption: Interruption
    private let observers: [any EventConsumer]
    /// Where events go as JSON; nil where they do not.
    private let lines: Output?

    init(_ options: Options, _ interruption: Interruption) {
        self.options = options
        self.interruption = interruption
        var observers: [any EventConsumer] = []
        if !options.isQuiet, !options.writesJSON {
            if let terminal = Terminal(.error) {
                observers.append(TerminalProgress(terminal: terminal))
            } else {
                observers.append(PlainProgress(output: .error))
            }
        }
        self.observers = observers
        var lines = Output.standard
        lines.interruption = interruption
        self.lines = options.writesJSON ? lines : nil
    }

    /// Downloads everything, and says how each ended.
    func run() async -> ExitCode {
        var code = ExitCode.done
        for (index, source) in options.sources.enumerated() {
            let unbegun = options.sources.count - index - 1
            let download = Download(from: source, to: options.destination)
            do {
                switch try await end(of: download, number: index + 1) {
                case .success(let completion): tell(completion)
                case .failure(let error):
                    complain(error.sentence)
                    code = .failed
                case nil:
                    complain(InterruptionLine(kept: KeptPart(of: download), unbegun: unbegun).text)
                    return interruption.signal.map { .interrupted($0) } ?? .failed
                }
            } catch {
                complain(error.sentence)
                return .failed
            }
            if let signal = interruption.signal, unbegun > 0 {
                complain(InterruptionLine(kept: nil, unbegun: unbegun).text)
                return .interrupted(signal)
            }
        }
        return code
    }

    /// Runs a download until it has let go of its destination; nil if it was interrupted.
    private func end(
        of download: Download,
        number: Int
    ) async throws(OutputProblem) -> Result<DownloadEvent.Completion, DownloadError>? {
        let shared = download.shared()
        let problem = await withTaskGroup { group in
            for observer in observers {
                let events = shared.observe()
                group.addTask {
                    await observer.consume(AsyncStream(untilEnd: events), of: download)
                }
            }
            return await relay(shared, number: number)
        }
        await shared.settle()
        if let problem, problem != .interrupted { throw problem }
        return shared.outcome
    }

    /// Reads all events, as the owner whose leaving ends the download; writes them where asked.
    private func relay(_ shared: SharedDownload, number: Int) async -> OutputProblem? {
        do {
            for try await event in shared.events() {
                guard let lines else { continue }
                try lines.write(EventLine(event: event, download: number).text())
            }
        } catch let problem as OutputProblem {
            return problem
        } catch {
            // `failed` told this error before the stream threw it.
        }
        return nil
    }

    private func tell(_ completion: DownloadEvent.Completion) {
        guard !options.isQuiet, !options.writesJSON else { return }
        Output.error.say(ClosingLine(completion).text + "\n")
        for warning in completion.warnings {
            Output.error.say("note: \(Redaction.printable(warning))\n")
        }
    }

    private func complain(_ sentence: String) {
        Output.error.say("download: \(Redaction.printable(sentence))\n")
    }
}

extension AsyncStream<DownloadEvent> {
    /// The same events without the throw at the end, which `failed` has told already.
    fileprivate init(untilEnd events: DownloadEvents) {
        self.init {
            var iterator = events.makeAsyncIterator()
            return try? await iterator.next()
        }
    }
}
