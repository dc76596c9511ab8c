import Downstream
import DownstreamTesting
import Foundation
import TestTraits
import Testing

/// One secret in every place where a caller or a server can put one.
@Suite("Nothing secret is told", .timeLimit(.minutes(5)))
struct SecretRunTests {
    private static let secret = "s3cr3t"
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func download(_ url: String) -> Download {
        Download(
            from: url,
            to: .file(path: folder.path("a")),
            identity: Self.secret,
            headers: [HeaderField("X-Key", Self.secret)],
            credentials: Credentials(user: "ada", password: Self.secret),
            retry: RetryPolicy(retries: 1)
        )
    }

    /// Everything that is left of a run: its events as JSON and as text, its log, its files.
    private func traces(
        _ url: String,
        _ replies: [[ScriptedTransport.Step]]
    ) async throws -> [String] {
        let download = download(url)
        var events: [DownloadEvent] = []
        var texts: [String] = []
        do {
            let network = ScriptedTransport(responses: replies)
            for try await event in download.events(on: .scripted(network)) { events.append(event) }
        } catch {
            texts += ["\(error)", String(reflecting: error)]
        }
        for event in events {
            texts.append(String(decoding: try JSONEncoder().encode(event), as: UTF8.self))
            texts += ["\(event)", String(reflecting: event)]
        }
        texts += await log(of: events, download)
        for name in try folder.names where name != "a" { texts.append(folder.text(name) ?? "") }
        return texts + (try folder.names)
    }

    private func log(of events: [DownloadEvent], _ download: Download) async -> [String] {
        let lines = Locked<[String]>([])
        let logger = EventLogger(to: .closure { line in lines.withLock { $0.append(line) } })
        let (stream, continuation) = AsyncStream<DownloadEvent>.makeStream()
        for event in events { continuation.yield(event) }
        continuation.finish()
        await logger.consume(stream, of: download)
        return lines.withLock(\.self)
    }

    private static let urls = [
        "http://ada:\(secret)@host/a?token=\(secret)#\(secret)",
        "http://host/a?\(secret)", "ftp://ada:\(secret)@host/a", "http://ada:\(secret)@",

        "//ada:\(secret)@host/", "http://ada:\(secret) @host/?\(secret)",
    ]

    @Test(.case(53, 57), arguments: urls)
    func `however a run ends`(url: String) async throws {
        let whole = ResponseHead(
            status: 200,
            headers: [HeaderField("Content-Length", "10"), HeaderField("ETag", "\"v1\"")]
        )
        let rest = ResponseHead(
            status: 206,
            headers: [HeaderField("Content-Range", "bytes 4-9/10"), HeaderField("ETag", "\"v1\"")]
        )
        let away = ResponseHead(
            status: 302,
            headers: [HeaderField("Location", "http://other/b?key=\(Self.secret)")]
        )
        let trap = ResponseHead(
            status: 302,
            headers: [HeaderField("Location", "http://u:\(Self.secret)@other/b?\(Self.secret)")]
        )
        let endings: [[[ScriptedTransport.Step]]] = [
            [[.head(ResponseHead(status: 404))]], [[.head(trap)]],
            [[.fail(TransportError(.hostNotFound))], [.fail(TransportError(.connectTimeout))]],
            [[.head(whole), .bytes(4), .drop], [.fail(TransportError(.stalled))]],
            [[.head(away)], [.head(rest), .bytes(1), .drop], [.head(rest), .bytes(6)]],
            [[.head(whole), .bytes(10)]],
        ]
        for ending in endings {
            for text in try await traces(url, ending) {
                #expect(!text.contains(Self.secret), "\(text)")
            }
        }
    }
}
