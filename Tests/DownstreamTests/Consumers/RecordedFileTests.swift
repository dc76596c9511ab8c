import Downstream
import DownstreamTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("A log on disk", .timeLimit(.minutes(5)))
struct RecordedFileTests {
    private let folder: TemporaryFolder
    private let source = Source("http://host/video.mp4")

    init() throws {
        folder = try TemporaryFolder()
    }

    private var path: String { folder.path("log") }
    private var replay: RecordedDownload { RecordedDownload(in: path) }

    /// Writes events of the first download, and gives them.
    private func record(_ events: [DownloadEvent]) throws {
        let sink = try LogSink.file(path: path)
        let recorder = EventRecorder(chunkBytes: .base64) { sink($0) }
        for event in events { try recorder.note(event, of: 1, source: source) }
    }

    private func seen() async throws -> [DownloadEvent] {
        var seen: [DownloadEvent] = []
        for try await event in replay.events(pace: .immediately) { seen.append(event) }
        return seen
    }

    /// The descriptors that are open on the log.
    private func descriptors() throws -> Int {
        let folder = "/proc/self/fd"
        return try FileManager.default.contentsOfDirectory(atPath: folder).count { name in
            let place = try? FileManager.default.destinationOfSymbolicLink(
                atPath: folder + "/" + name
            )
            return place?.hasSuffix(path) == true
        }
    }

    @Test func `is replayed whatever its size`() async throws {
        // Lines that are cut by the pieces in which the file is read, and lines longer than one.
        let chunks = (0..<40).map {
            DownloadEvent.chunk(at: Int64($0), count: $0 % 8 == 0 ? 300_000 : 7)
        }
        let events = [.started(1)] + chunks + [.done]
        try record(events)

        #expect(try await seen() == events)
    }

    @Test func `is read with ends of either kind, and with blank lines`() async throws {
        let events = [DownloadEvent.started(1), .chunk(at: 0), .done]
        try record(events)
        let text = try #require(folder.text("log"))
        try folder.write("\n \r\n" + text.replacing("\n", with: "\r\n\t\r\n"), to: "log")

        #expect(try await seen() == events)
    }

    @Test func `ends silently behind a line that is torn, wherever it is`() async throws {
        let events = [DownloadEvent.started(1), .progress(.receiving, 3)]
        try record(events)
        let whole = try #require(folder.text("log"))
        let end = try #require(whole.firstIndex(of: "\n"))
        let first = whole[...end]
        let last = whole.dropFirst(first.count).dropLast()

        for length in 0..<last.count {
            try folder.write(String(first + last.prefix(length)), to: "log")
            #expect(try await seen() == [.started(1)])
        }
        try folder.write(String(whole.dropLast()), to: "log")
        #expect(try await seen() == events)
    }

    @Test(
        arguments: [
            (Data("{}".utf8), "\"download\" is missing"),
            (Data("not JSON".utf8), "it is not JSON that can be read"),
            (Data([0x7B, 0xFF, 0xFE, 0x7D]), "it is not UTF-8"),
            (Data(repeating: 0x20, count: 4_300_000) + Data("{".utf8), "it is longer than 4 MiB"),
        ]
    )
    func `names the line that is no event`(line: Data, problem: String) async throws {
        try record([.started(1)])
        let log = try folder.contents("log") + Data("\n".utf8) + line + Data("\n".utf8)
        try folder.write(log, to: "log")

        var count = 0
        let error = await #expect(throws: RecordingError.self) {
            for try await _ in replay.events(pace: .immediately) { count += 1 }
        }

        #expect(count == 1)
        #expect(error?.line == 3)
        #expect(error?.sentence == "Line 3 of the log is not a recorded event: \(problem).")
    }

    @Test func `is one recording`() async throws {
        try record([.started(1)])
        try record([.started(1), .done])

        let error = await #expect(throws: RecordingError.self) { try await seen() }

        #expect(error?.line == 2)
        #expect(error?.sentence.contains("another recording begins there") == true)
    }

    @Test func `is opened at the first event and not before`() async throws {
        let events = replay.events(pace: .immediately)
        try record([.started(1), .done])
        var iterator = events.makeAsyncIterator()
        #expect(try await iterator.next() == .started(1))
    }

    @Test func `that cannot be read is told in a sentence`() async throws {
        try folder.makeFolder("place")
        for (name, word) in [("log", "is not there"), ("place", "it is not a regular file")] {
            let path = folder.path(name)
            let error = await #expect(throws: RecordingError.self) {
                try await RecordedDownload(in: path).events().completion()
            }
            #expect(error?.sentence.hasPrefix("The log \(path) cannot be read: ") == true)
            #expect(error?.sentence.contains(word) == true)
            #expect(error?.line == nil)
        }
    }

    @Test func `names its downloads and their sources`() async throws {
        let sink = try LogSink.file(path: path)
        let recorder = EventRecorder { sink($0) }
        try recorder.note(.started(1), of: 2, source: Source("http://b:c@host/b?token=secret"))
        try recorder.note(.started(1), of: 1, source: Source("http://host/a"))
        try recorder.note(.done, of: 2, source: source)
        try recorder.note(.progress(.connecting), of: 4, source: source)

        let downloads = try await RecordedDownload.downloads(in: path)

        #expect(downloads.map(\.number) == [1, 2, 4])
        #expect(downloads.map(\.source) == ["http://host/a", "http://host/b", nil])
        #expect(try await downloads[1].events(pace: .immediately).completion().byteCount == 1)
    }

    @Test func `is a stream of lines, of all downloads`() async throws {
        try record([.started(1), .chunk(at: 0, count: 3), .done])
        var lines: [RecordedEvent] = []
        for try await line in RecordedEvent.events(in: path) { lines.append(line) }
        #expect(lines.map(\.sequence) == [1, 2, 3])
        #expect(lines.map(\.event) == [.started(1), .chunk(at: 0, count: 3), .done])
    }

    #if os(Linux)
    @Test func `is closed when its reader stops early, and at the last event`() async throws {
        try record([.started(1), .chunk(at: 0), .chunk(at: 1), .done])
        #expect(try descriptors() == 0)

        do {
            let events = replay.events(pace: .immediately)
            for try await event in events where event != .started(1) {
                #expect(try descriptors() == 1)
                break
            }
        }
        #expect(try descriptors() == 0)

        let events = replay.events(pace: .immediately)
        for try await event in events where event.isEnd { #expect(try descriptors() == 0) }
    }
    #endif
}
