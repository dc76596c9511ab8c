internal import CPlatform
internal import Downstream

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The command-line tool `download`.
@main
struct Tool {
    /// Reads the arguments and does what they ask for.
    ///
    /// Help, version and usage errors load no library, start no thread and touch no signals but
    /// `SIGPIPE` and `SIGXFSZ`.
    static func main() {
        Output.fillPlaces()
        ds_ignore_write_signals()
        do {
            switch try Command(CommandLine.arguments.dropFirst()) {
            case .help: exit(show(HelpText.text))
            case .version: exit(show("download \(Downloader.version)\n"))
            case .timeline(let log): exit(try draw(log))
            case .run(let options): try run(options)
            }
        } catch {
            Output.error.say("download: \(error.sentence)\n")
            exit(ExitCode.usage.number)
        }
    }

    private static func show(_ text: String) -> Int32 {
        do {
            try Output.standard.write(text)
            return ExitCode.done.number
        } catch {
            Output.error.say("download: \(error.sentence)\n")
            return ExitCode.failed.number
        }
    }

    private static func draw(_ log: String?) throws(UsageError) -> Int32 {
        show(try TimelineRun(log: log).drawing())
    }

    /// Downloads on the library's own threads, while this one waits for signals.
    private static func run(_ options: Options) throws(UsageError) -> Never {
        let files = try RunFiles(options)
        ds_hold_ending_signals()
        ds_raise_file_limit()
        let interruption = Interruption()
        let task = Task(executorPreference: IOExecutor.shared) {
            let code =
                options.isStream
                ? await StreamRun(options, files, interruption).run()
                : await ToolRun(options, files, interruption).run()
            // All is written and closed, so nothing has to wait for what libraries do at the end of a
            // process.
            _exit(code.number)
        }
        while true {
            let signal = ds_next_ending_signal()
            guard interruption.note(signal) else { _exit(ExitCode.interrupted(signal).number) }
            task.cancel()
        }
    }
}
