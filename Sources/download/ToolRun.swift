internal import Downstream

/// The downloads of one run of the tool, one after the other.
struct ToolRun: Sendable {
    private let options: Options
    private let interruption: Interruption
    private let downloader: Downloader
    private let observers: [any EventConsumer]
    /// Where sentences go.
    private let messages: Output
    /// Writes events as lines of JSON; nil where nobody asked for them.
    private let recorder: EventRecorder?

    init(_ options: Options, _ logger: EventLogger?, _ interruption: Interruption) {
        self.options = options
        self.interruption = interruption
        downloader = Downloader(options.configuration)
        let messages = Output.error.interrupted(by: interruption)
        self.messages = messages
        let lines = Output.standard.interrupted(by: interruption)
        recorder = options.writesJSON ? EventRecorder { try lines.write($0 + "\n") } : nil

        var observers: [any EventConsumer] = []
        if let logger { observers.append(logger) }
        if !options.isQuiet, !options.writesJSON {
            let terminal = Terminal(messages)
            observers.append(
                terminal.map { TerminalProgress(terminal: $0) } ?? PlainProgress(output: messages)
            )
        }
        self.observers = observers
    }

    /// Downloads everything, and says how each ended.
    func run() async -> ExitCode {
        var code = ExitCode.done
        for (index, source) in options.sources.enumerated() {
            let download = options.download(from: source, name: nil)
            let unbegun = options.sources.count - index - 1
            do {
                switch try await end(of: download, number: index + 1) {
                case .success(let completion):
                    tell(completion)
                case .failure(let error):
                    complain(error.sentence)
                    code = .failed
                case nil:
                    return stop(.interrupted, kept: KeptPart(of: download), unbegun: unbegun)
                }
            } catch {
                return stop(error, kept: KeptPart(of: download), unbegun: unbegun)
            }
            if interruption.signal != nil, unbegun > 0 {
                return stop(.interrupted, kept: nil, unbegun: unbegun)
            }
        }
        return code
    }

    /// Runs a download until it has let go of its destination; nil if it was interrupted.
    private func end(
        of download: Download,
        number: Int
    ) async throws(OutputProblem) -> Result<DownloadEvent.Completion, DownloadError>? {
        let shared = download.shared(on: downloader)
        let problem = await withTaskGroup { group in
            for observer in observers {
                let events = shared.observe()
                group.addTask {
                    await observer.consume(AsyncStream(untilEnd: events), of: download)
                }
            }
            return await relay(shared, number: number, source: download.source)
        }
        await shared.settle()
        if let problem, problem != .interrupted { throw problem }
        return shared.outcome
    }

    /// Reads all events, as the owner whose leaving ends the download; writes them where asked.
    private func relay(
        _ shared: SharedDownload,
        number: Int,
        source: Source
    ) async -> OutputProblem? {
        var hasEnded = false
        do {
            for try await event in shared.events() {
                hasEnded = event.isEnd
                try write(event, number: number, source: source)
            }
        } catch let problem as OutputProblem {
            return problem
        } catch {
            // `failed` told this error before the stream threw it.
        }
        // A cancelled stream ends without the last event, also where the file was in its place.
        guard !hasEnded, case .success(let completion) = shared.outcome else { return nil }
        do {
            try write(.completed(completion), number: number, source: source)
            return nil
        } catch {
            return error
        }
    }

    private func write(
        _ event: DownloadEvent,
        number: Int,
        source: Source
    ) throws(OutputProblem) {
        do {
            try recorder?.note(event, of: number, source: source)
        } catch let problem as OutputProblem {
            throw problem
        } catch {
            throw .notEncodable
        }
    }

    private func tell(_ completion: DownloadEvent.Completion) {
        guard !options.isQuiet, !options.writesJSON else { return }
        messages.say(ClosingLine(completion).text + "\n")
        for warning in completion.warnings {
            messages.say("note: \(Redaction.printable(warning))\n")
        }
    }

    private func complain(_ sentence: String) {
        messages.say("download: \(Redaction.printable(sentence))\n")
    }

    private func stop(_ problem: OutputProblem, kept: KeptPart?, unbegun: Int) -> ExitCode {
        complain(EarlyEndLine(cause: problem.sentence, kept: kept, unbegun: unbegun).text)
        guard problem == .interrupted, let signal = interruption.signal else { return .failed }
        return .interrupted(signal)
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
