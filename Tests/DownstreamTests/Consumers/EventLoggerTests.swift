import Downstream
import DownstreamTesting
import Synchronization
import Testing

@Suite("The log", .timeLimit(.minutes(5)))
struct EventLoggerTests {
    /// What was logged, without the time at the beginning of each line.
    private final class Lines: Sendable {
        private let lines = Mutex<[String]>([])

        var sink: LogSink {
            .closure { line in
                let text = line.split(separator: " ", maxSplits: 1).last.map(String.init) ?? line
                self.lines.withLock { $0.append(text) }
            }
        }

        var all: [String] { lines.withLock(\.self) }
    }

    private let lines = Lines()
    private let download = Download(
        from: "http://host/video.mp4?token=secret",
        to: .nowhere,
        retry: .never
    )

    @Test func `has a line for each event worth reading`() async throws {
        let network = ScriptedTransport(
            [.head(ResponseHead(status: 200, length: 10)), .bytes(4), .bytes(6)])

        _ = try await download.completion(
            on: .scripted(network),
            observedBy: EventLogger(to: lines.sink)
        )

        let events = lines.all.map { $0.replacing("http://host/video.mp4: ", with: "") }
        #expect(events.count == 5)
        #expect(events[0] == "started attempt 1")
        #expect(events[1] == "connecting")
        #expect(events[2].hasPrefix("receiving 10 B after "))
        #expect(events[3].hasPrefix("verifying 10 B after "))
        #expect(events[4].hasPrefix("saved nothing, as asked, 10 B in "))
        #expect(lines.all.allSatisfy { $0.hasPrefix("http://host/video.mp4: ") })
    }

    @Test func `names the stage, the attempt and the reason of a failure`() async throws {
        let network = ScriptedTransport([.fail(TransportError(.hostNotFound))])

        _ = await download.savedFile(
            on: .scripted(network),
            observedBy: EventLogger(to: lines.sink)
        )

        let last = try #require(lines.all.last)
        #expect(last.contains("failed while requesting after "))
        #expect(last.contains("attempt 1: Requesting http://host/video.mp4 failed: "))
        #expect(!lines.all.joined().contains("secret"))
    }

    @Test func `says where it goes on, and why it begins again`() async throws {
        let tag = HeaderField("ETag", "\"v1\"")
        var whole = ResponseHead(status: 200, length: 100)
        whole.headers.append(tag)
        let rest = ResponseHead(
            status: 206,
            headers: [tag, HeaderField("Content-Range", "bytes 40-99/100")]
        )
        let network = ScriptedTransport(
            [.head(whole), .bytes(40), .drop],
            [.head(rest), .bytes(10), .drop],
            [.head(ResponseHead(status: 412))],
            [.head(whole), .bytes(100)]
        )
        var download = download
        download.retry = .default

        _ = await download.savedFile(
            on: .scripted(network),
            observedBy: EventLogger(to: lines.sink)
        )

        #expect(lines.all.contains { $0.contains("receiving 100 B from byte 40 after") })
        let again = "again from the beginning: the file has changed on the server"
        #expect(lines.all.contains { $0.hasSuffix(again) })
    }

    @Test func `says that a download was cancelled`() async throws {
        let gate = Gate()
        let network = ScriptedTransport(
            [.head(ResponseHead(status: 200, length: 10)), .bytes(4), .wait(for: gate)])
        let waiter = Task {
            await download.savedFile(
                on: .scripted(network),
                observedBy: EventLogger(to: lines.sink)
            )
        }

        await gate.waiters(atLeast: 1)
        waiter.cancel()
        _ = await waiter.value

        #expect(lines.all.last?.contains("cancelled") == true)
    }

    @Test func `is appended to a file, line by line`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("before\n", to: "log")
        let network = ScriptedTransport([.head(ResponseHead(status: 404))])

        let sink = try LogSink.file(path: folder.path("log"))
        _ = await download.savedFile(on: .scripted(network), observedBy: EventLogger(to: sink))

        let written = try #require(folder.text("log")).split(separator: "\n")
        #expect(written.first == "before")
        #expect(written.count == 4)
        #expect(written.last?.contains("404 Not Found") == true)
    }

    @Test func `is refused at a place where it cannot be`() throws {
        let folder = try TemporaryFolder()

        let error = #expect(throws: DownloadError.self) {
            try LogSink.file(path: folder.path("missing/log"))
        }

        #expect(error?.sentence.contains("is not there") == true)
    }
}
