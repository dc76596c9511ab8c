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

        async let problem = write(owner)
        do {
            for try await event in events {
                try report.take(BatchEvent(id: 1, download: download, event: event))
            }
        } catch {
            // `failed` has told it.
        }
        let cause = await problem
        await shared.settle()

        let isCut = !report.tally.running.isEmpty
        if let cause, isCut {
            report.stop(because: cause, unbegun: 0)
        } else if isCut, interruption.signal != nil {
            report.stop(because: OutputProblem.interrupted.sentence, unbegun: 0)
        }
        report.finish()
        if isCut, let signal = interruption.signal { return .interrupted(signal) }
        return cause == nil && report.tally.saved == 1 ? .done : .failed
    }

    /// Writes all bytes; what it gives is why it could not, if a download that failed is not the cause.
    private func write(_ owner: Locked<DownloadBytes?>) async -> String? {
        let output = Output.standard.interrupted(by: interruption)
        guard let bytes = owner.withLock({ $0.take() }) else { return nil }
        do {
            for try await data in bytes { try output.write(Array(data)) }
            return nil
        } catch let problem as OutputProblem {
            return problem == .interrupted ? nil : problem.sentence
        } catch let error as DownloadError {
            return error.sentence
        } catch {
            return nil
        }
    }
}
