internal import Downstream

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// What a run of the tool tells while it goes on: to a terminal, a log, a list and a timeline.
struct RunReport {
    private let options: Options
    private let files: RunFiles
    /// Shows what runs, and says how it ended; nil where only failures are said.
    private let bar: ProgressBar?
    /// Writes events as lines of JSON; nil where nobody asked for them.
    private let recorder: EventRecorder?
    private let messages: Output
    private let beginning = ContinuousClock.now

    private(set) var tally = RunTally()
    private var narratives: [Int: EventNarrative] = [:]
    private var timeline = Timeline()

    init(_ options: Options, _ files: RunFiles, _ interruption: Interruption) {
        self.options = options
        self.files = files
        let messages = Output.error.interrupted(by: interruption)
        self.messages = messages
        let lines = Output.standard.interrupted(by: interruption)
        recorder = options.writesJSON ? EventRecorder { try lines.write($0 + "\n") } : nil
        // Nothing is drawn between bytes that go to the same screen.
        let isMixed = options.isStream && isatty(Output.standard.descriptor) == 1
        let isSilent = options.isQuiet || options.writesJSON || isMixed
        bar =
            isSilent
            ? nil
            : ProgressBar(
                to: .descriptor(messages.descriptor) { messages.say($0) },
                downloads: options.list == nil ? options.sources.count : nil,
                failureWord: "download",
                clock: ContinuousClock()
            )
    }

    private var elapsed: Duration { ContinuousClock.now - beginning }

    /// What says a sentence from anywhere.
    var complain: @Sendable (String) -> Void {
        { [bar, messages] sentence in
            let line = "download: \(sentence)"
            if let bar { bar.print(line) } else { messages.say(Redaction.printable(line) + "\n") }
        }
    }

    /// Takes in what happened to a download.
    ///
    /// - Throws: ``OutputProblem`` where nobody takes the lines of JSON any more.
    mutating func take(_ item: BatchEvent) throws(OutputProblem) {
        tally.note(item)
        bar?.show(item.event, of: item.download, id: item.id)
        log(item)
        if options.timeline != nil {
            let source = item.download.source.description
            timeline.note(item.event, of: item.id, at: elapsed.inSeconds, source: source)
        }
        if case .failed(let error) = item.event {
            if bar == nil { complain(error.sentence) }
            listFailure(of: item.download)
        }
        try record(item)
    }

    /// Takes in what happened while everything was being stopped, and nobody waits for it any more.
    mutating func takeLate(_ item: BatchEvent) {
        do {
            try take(item)
        } catch {
            // Nobody reads the lines of JSON; everything else has taken it in.
        }
    }

    private func record(_ item: BatchEvent) throws(OutputProblem) {
        do {
            try recorder?.note(item.event, of: item.id, source: item.download.source)
        } catch let problem as OutputProblem {
            throw problem
        } catch {
            throw .notEncodable
        }
    }

    private mutating func log(_ item: BatchEvent) {
        guard let logger = files.logger else { return }
        if let line = narratives[item.id, default: EventNarrative()].line(for: item.event) {
            logger.write(line, item.download)
        }
        if item.event.isEnd { narratives[item.id] = nil }
    }

    private func listFailure(of download: Download) {
        if let line = options.line(for: download) { listFailure(line) }
    }

    private func listFailure(_ line: String) {
        guard let list = files.failed else { return }
        do throws(FileProblem) {
            try list.append(line)
        } catch {
            complain("the list of failures cannot be written: \(error.word)")
        }
    }

    /// Notes that what still runs will not end, and says what is left of it.
    mutating func stop(because cause: String, _ rest: UnbegunRest = UnbegunRest()) {
        let left = tally.running.sorted { $0.key < $1.key }
        for (id, download) in left {
            if let line = narratives[id]?.lineForSilentEnd {
                files.logger?.write(line, download)
            }
            listFailure(of: download)
        }
        for download in rest.downloads { listFailure(of: download) }
        for url in rest.arguments {
            if let line = ListEntry.line(url: url, name: nil) { listFailure(line) }
        }
        let kept = left.compactMap { KeptPart(of: $0.value) }
        bar?.clear()
        let line = EarlyEndLine(
            cause: cause,
            kept: kept,
            unbegun: rest.count,
            hasList: rest.hasList
        )
        complain(line.text)
    }

    /// Draws the timeline, and sums up what was more than one download.
    func finish() {
        if let file = files.timeline {
            do throws(FileProblem) {
                try file.empty(isSecret: false)
                try file.write(TimelineDrawing(timeline).text)
            } catch {
                complain("the timeline cannot be written: \(error.word)")
            }
        }
        if tally.begun > 1 { bar?.print(tally.summary(after: elapsed)) }
    }
}
