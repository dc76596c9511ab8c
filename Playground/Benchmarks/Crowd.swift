internal import CPlatform
internal import Downstream

/// Downloads that run all at once, in a worker.
///
/// Its loops are not on the main actor, to which each event would be one more hop.
struct Crowd {
    /// How long those that stall are watched.
    private static let watch = Duration.seconds(5)

    private let downloads: [Download]
    private let downloader: Downloader

    /// Those of a list of URLs, each saved in a folder under its number, from 0.
    init(list: String, folder: String) {
        ds_raise_file_limit()
        let urls = FileLines(list).lines
        downloads = urls.enumerated().map { number, url in
            Download(from: url, to: .file(path: "\(folder)/\(number)"))
        }
        downloader = Downloader(.init(transfers: urls.count, connectionsPerHost: urls.count))
    }

    /// Brings all to their ends and prints how many seconds each took, a line for each.
    @concurrent
    func run() async throws {
        for try await item in downloader.events(for: downloads, atMost: downloads.count) {
            switch item.event {
            case .started, .progress, .chunk: break
            case .completed(let completion): print(completion.duration / Duration.seconds(1))
            case .failed(let error): throw Failure.download(error.sentence)
            }
        }
    }

    /// Waits until all have stalled and prints what five further seconds of that took: seconds of
    /// processor time, seconds by the clock, and how many events were told.
    @concurrent
    func stall() async throws {
        var moving = Set(1...downloads.count)
        var begin: (time: ContinuousClock.Instant, cpu: Duration)?
        var events = 0
        for try await item in downloader.events(for: downloads, atMost: downloads.count) {
            switch item.event {
            case .started, .chunk: break
            case .progress(let progress): if progress.phase == .stalled { moving.remove(item.id) }
            case .completed: throw Failure.download("a download that is to stall has ended")
            case .failed(let error): throw Failure.download(error.sentence)
            }
            guard moving.isEmpty else { continue }
            guard let begin else {
                begin = (.now, ProcessorTime.spent)
                continue
            }
            events += 1
            let elapsed = begin.time.duration(to: .now)
            guard elapsed >= Self.watch else { continue }
            let cpu = (ProcessorTime.spent - begin.cpu) / Duration.seconds(1)
            return print(cpu, elapsed / Duration.seconds(1), events)
        }
    }
}
