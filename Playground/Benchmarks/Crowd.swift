internal import CPlatform
internal import Downstream

/// Downloads that run all at once, in a worker.
struct Crowd {
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
    func run() async throws {
        for try await item in downloader.events(for: downloads, atMost: downloads.count) {
            switch item.event {
            case .started, .progress, .chunk: break
            case .completed(let completion): print(completion.duration / Duration.seconds(1))
            case .failed(let error): throw Failure.download(error.sentence)
            }
        }
    }
}
