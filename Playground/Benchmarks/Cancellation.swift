internal import CLibcurl
internal import Downstream
internal import DownstreamTesting

/// What ten thousand downloads leave behind that are cancelled in mid-body.
struct Cancellation: Benchmark {
    private static let downloads = 10_000
    private static let atOnce = 50

    let name = "cancellation"
    let purpose = "\(downloads) downloads cancelled in mid-body, \(atOnce) at a time"

    func run(on stage: Stage) async throws -> Findings {
        let resource = try stage.resource("slow-one", size: 64 << 20)
        let url = stage.server.url("slow/" + resource)
        let folder = stage.memory + "/cancelled"
        let configuration = Downloader.Configuration(connectionsPerHost: Self.atOnce)
        let transport = CurlTransport(configuration)
        let downloader = Downloader(configuration, transport: transport)

        // The first round starts threads and opens the connections that are kept.
        try await cancelled(Self.atOnce, url, folder, downloader)
        _ = await transport.transferCount()
        let before = try ProcessCensus()
        let handles = ds_easy_count()
        for _ in 0..<Self.downloads / Self.atOnce {
            try await cancelled(Self.atOnce, url, folder, downloader)
        }
        let transfers = await transport.transferCount()
        let after = try ProcessCensus()
        return Findings([
            Figure(
                "descriptors left",
                Double(after.descriptors - before.descriptors),
                unit: "",
                atMost: 0
            ),
            Figure("threads left", Double(after.threads - before.threads), unit: "", atMost: 0),
            Figure("transfers left", Double(transfers), unit: "", atMost: 0),
            Figure("handles left", Double(ds_easy_count() - handles), unit: "", atMost: 0),
        ])
    }

    private func cancelled(
        _ count: Int,
        _ url: String,
        _ folder: String,
        _ downloader: Downloader
    ) async throws {
        try await withThrowingTaskGroup { group in
            for number in 0..<count {
                group.addTask {
                    let download = Download(from: url, to: .file(path: "\(folder)/\(number)"))
                    try await Self.cancelAtFirstChunk(download, downloader)
                }
            }
            try await group.waitForAll()
        }
    }

    private static func cancelAtFirstChunk(
        _ download: Download,
        _ downloader: Downloader
    ) async throws {
        let (chunks, first) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let waiter = Task {
            try await download.completion(
                on: downloader,
                observedBy: FirstByte { first.yield() }
            )
        }
        for await _ in chunks { break }
        waiter.cancel()
        // It returns when the run has let go of everything.
        guard case .failure(let error) = await waiter.result, error is CancellationError else {
            throw Failure.download("a cancelled download did not end as cancelled")
        }
    }
}

/// Tells when the first bytes are being received.
private struct FirstByte: EventConsumer {
    let tell: @Sendable () -> Void

    func consume(_ events: AsyncStream<DownloadEvent>, of download: Download) async {
        for await event in events {
            if case .progress(let progress) = event, progress.received > 0 { tell() }
        }
    }
}
