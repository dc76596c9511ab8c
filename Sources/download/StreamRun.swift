internal import Downstream

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// One download whose bytes go to standard output, in their order and no faster than they are read.
struct StreamRun: Sendable {
    /// How the writing ended.
    private enum Ending {
        /// All bytes are written, and verified.
        case whole
        case interrupted
        case stopped(because: String)
    }

    private let options: Options
    private let files: RunFiles
    private let interruption: Interruption

    init(_ options: Options, _ files: RunFiles, _ interruption: Interruption) {
        self.options = options
        self.files = files
        self.interruption = interruption
    }

    /// Writes the bytes, and says how it ended.
    func run() async -> ExitCode {
        guard let source = options.sources.first else { return .done }
        let download = options.download(from: source, name: nil)
        let shared = download.shared(on: Downloader(options.configuration))
        // The owner comes first: an observer alone would see the end at once.
        // The writer takes it, so that the download ends when the writer does.
        let owner = Locked<DownloadBytes?>(shared.bytes())
        let events = shared.observe()
        var report = RunReport(options, files, interruption)

        async let writing = write(owner)
        do {
            for try await event in events {
                try report.take(BatchEvent(id: 1, download: download, event: event))
            }
        } catch {
            // `failed` has told it.
        }
        let ending = await writing
        await shared.settle()

        switch ending {
        case .whole: break
        case .interrupted:
            report.stop(because: OutputProblem.interrupted.sentence)
        case .stopped(let cause):
            // A download that failed was told.
            if report.tally.failed == 0 { report.stop(because: cause) }
        }
        report.finish()
        return code(of: ending)
    }

    private func code(of ending: Ending) -> ExitCode {
        switch ending {
        case .whole: .done
        case .interrupted: interruption.signal.map { .interrupted($0) } ?? .failed
        case .stopped: .failed
        }
    }

    /// Writes all bytes.
    private func write(_ owner: Locked<DownloadBytes?>) async -> Ending {
        let output = Output.standard.interrupted(by: interruption)
        guard let bytes = owner.withLock({ $0.take() }) else { return .interrupted }
        do {
            for try await data in bytes { try output.write(Array(data)) }
            return .whole
        } catch let problem as OutputProblem where problem != .interrupted {
            return .stopped(because: problem.sentence)
        } catch let error as DownloadError {
            return .stopped(because: error.sentence)
        } catch {
            return .interrupted
        }
    }
}
