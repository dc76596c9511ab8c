import Downstream
import DownstreamTesting
import Foundation
import Testing

#if canImport(SwiftUI)
import SwiftUI
#endif

// The samples of README and documentation, word for word, so that the compiler reads them too.

func everyEvent() async throws {
    let download = Download(from: "https://example.com/video.mp4", to: .file(path: "video.mp4"))

    for try await event in download.events() {
        switch event {
        case .started(let attempt): print("attempt", attempt.number)
        case .chunk(let chunk): print(chunk.bytes.count, "bytes at", chunk.offset)
        case .progress(let progress): print(progress.fraction ?? 0)
        case .completed(let file): print("saved", file.byteCount, "bytes")
        case .failed(let error): print(error.stage, error)
        }
    }
}

func onlyProgress(url: URL, destination: URL) async throws {
    let download = Download(from: url, to: .file(destination))

    for try await event in download.events() {
        if case .progress(let progress) = event { print(progress.received) }
    }
}

func recordAndReplay(download: Download) async throws {
    let recorder = EventRecorder(to: try .file(path: "video.ndjson"))
    try await recorder.record(download.events(), of: download)

    for recorded in try await RecordedDownload.downloads(in: "video.ndjson") {
        let end = try await recorded.events(pace: .immediately).completion()
        print(recorded.number, recorded.source ?? "", end.byteCount)
    }
}

func replay() async throws {
    for try await event in RecordedDownload(in: "video.ndjson").events(pace: .immediately) {
        if case .completed(let file) = event { print(file.byteCount, "bytes") }
    }
}

struct Player {
    func feed(_ data: Data) {}
}

func onlyBytes(download: Download, player: Player) async throws {
    for try await data in download.bytes() { player.feed(data) }
}

func progressAlone(download: Download) async throws {
    for try await progress in download.events().progress { print(progress.received) }
}

struct Bell: EventConsumer {
    func consume(_ events: AsyncStream<DownloadEvent>, of download: Download) async {
        for await event in events where event.isEnd { print("\u{7}") }
    }
}

func progressBar(one: Download, other: Download) async {
    let bar = ProgressBar()
    async let first = one.savedFile(observedBy: bar)
    async let second = other.savedFile(observedBy: bar)
    _ = await (first, second)
}

func progressBarOfTwo(one: Download, other: Download) async {
    let bar = ProgressBar(downloads: 2)
    async let first = one.savedFile(observedBy: bar)
    async let second = other.savedFile(observedBy: bar)
    _ = await (first, second)
}

func progressByHand(event: DownloadEvent, download: Download, number: Int, bar: ProgressBar) {
    bar.show(event, of: download, id: number)
    bar.print("The disk is nearly full.")
}

func otherLog(download: Download, keep: @escaping @Sendable (String) -> Void) async {
    let logger = EventLogger(to: .closure { line in keep(line) })
    let file = await download.savedFile(observedBy: logger)
    _ = file
}

/// The right column of the README's table.
func table(download: Download, url: URL, folder: URL, place: Destination) async throws {
    _ = await download.savedFile()
    _ = try await download.file()
    _ = await download.savedFile(observedBy: EventLogger())
    let sink = LogSink.standardError
    try await EventRecorder(to: sink).record(download.events(), of: download)
    _ = RecordedDownload(in: "video.ndjson").events()
    _ = await download.savedFile(observedBy: ProgressBar())
    _ = Download(from: url, to: .directory(folder))
    _ = Download(from: url, to: .nowhere)
    let shared = download.shared()
    _ = (shared.events(), shared.events(), shared.observe(), shared.bytes())
    _ = (download.bytes(), download.events().progress)
    _ = await (DownloadState(download), DownloadState { download.events() })
    guard let sum = Checksum(.sha256, hexadecimal: String(repeating: "0", count: 64)) else {
        return
    }
    _ = Download(from: url, to: place, verification: Verification(checksum: sum))
    _ = Download(from: url, to: place, segments: 4)
    _ = Downloader(transport: CurlTransport())
}

@Test func `a download goes on where the connection broke`() async throws {
    let network = ScriptedTransport(
        [.status(503)],
        [.file(of: 10), .bytes(4), .drop],
        [.rest(from: 4, of: 10), .bytes(6)]
    )
    let disk = SimulatedDisk()
    let download = Download(from: "http://host/video.mp4", to: .file(path: "/video.mp4"))

    let events = try await download.events(on: .scripted(network, disk: disk)).allEvents()

    let expected = ExpectedEvents("s s(503) c s(connectionLost)@4 c@4 D", progress: .none)
    #expect(expected.mismatch(in: events) == nil)
    #expect(network.asked.map(\.offset) == [0, 0, 4])
    #expect(disk.contents("/video.mp4") == BytePattern.bytes(0..<10))
}

func grammar(download: Download) async throws {
    var grammar = EventGrammar()
    for try await event in download.events() { grammar.check(event) }
    grammar.finish()
    #expect(grammar.violation == nil)
}

func expected(events: [DownloadEvent]) {
    let expected: ExpectedEvents = "s p p c+ s(503) p* c+ p D"
    #expect(expected.mismatch(in: events) == nil)
}

func gate() {
    let gate = Gate()
    let network = ScriptedTransport(
        [.head(ResponseHead(status: 200, length: 10)), .bytes(4), .wait(for: gate), .bytes(6)]
    )
    _ = network
}

func clock(download: Download, network: ScriptedTransport) async throws {
    let clock = TestClock()
    async let result = download.result(on: .scripted(network, clock: clock))
    await clock.sleepers(atLeast: 2)
    clock.advance(by: .seconds(1))
    _ = try await result
}

func script() {
    let network = ScriptedTransport(
        [.head(ResponseHead(status: 503))],
        [.head(ResponseHead(status: 200, length: 10)), .bytes(4), .drop],
        [.head(ResponseHead(status: 200, length: 10)), .bytes(10)]
    )
    let downloader = Downloader.scripted(network)
    _ = downloader
}

func disk() async throws {
    let disk = SimulatedDisk()
    let network = ScriptedTransport([.head(ResponseHead(status: 200, length: 10)), .bytes(10)])
    disk.plan(.write, of: "a.part", .crashAfter)

    let download = Download(from: "http://host/a", to: .file(path: "/videos/a"), retry: .never)
    _ = try await download.result(on: .scripted(network, disk: disk))
    disk.reboot(losing: .chosen(seed: 7))

    #expect(disk.contents("/videos/a") == nil)
    print(disk.trace.joined(separator: "\n"))
}

func origin(path: String) async throws {
    let origin = try LoopbackOrigin()
    origin.serve("/video.mp4", .pattern(size: 64 * 1024 * 1024))
    let file = try await Download(from: origin.url("/video.mp4"), to: .file(path: path)).file()
    _ = file
}

func batch(downloader: Downloader, downloads: [Download]) async throws {
    for try await item in downloader.events(for: downloads, atMost: 16) {
        if case .failed(let error) = item.event { print(item.id, error.sentence) }
    }
}

func batchWithBounds(downloads: [Download], bar: ProgressBar) async throws {
    let downloader = Downloader(.init(connectionsPerHost: 4, bytesPerSecond: 10_000_000))
    for try await item in downloader.events(for: downloads, atMost: 16) {
        bar.show(item.event, of: item.download, id: item.id)
    }
}

#if canImport(SwiftUI)
struct DownloadRow: View {
    let state: DownloadState

    var body: some View {
        HStack {
            ProgressView(value: state.fraction ?? 0)
            switch state.phase {
            case .idle, .failed, .cancelled: Button("Start") { state.start() }
            case .running: Button("Pause") { state.pause() }
            case .paused: Button("Resume") { state.resume() }
            case .finished: Text("Done")
            }
        }
    }
}
#endif
