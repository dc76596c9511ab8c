import Downstream
import DownstreamTesting
import Foundation
import TestTraits
import Testing

/// A body that ends with its connection, behind TLS: nothing but the farewell tells an end from a cut.
@Suite(
    "An encrypted body that ends with its connection",
    .enabled(
        if: Nginx.isInstalled
            || ProcessInfo.processInfo.environment["DOWNSTREAM_NEEDS_NGINX"] != nil,
        "nginx or openssl is not installed: apt-get install nginx openssl"
    ),
    .timeLimit(.minutes(5))
)
struct CutTLSTests {
    private let folder: TemporaryFolder
    private let origin: LoopbackOrigin
    private let server: Nginx

    init() throws {
        folder = try TemporaryFolder()
        origin = try LoopbackOrigin()
        server = try Nginx(serving: folder.path, forwardingTo: origin.port)
    }

    private var downloader: Downloader {
        Downloader(Downloader.Configuration(additionalCertificates: server.certificate))
    }

    private func download(from path: String = "/a") -> Download {
        Download(
            from: "https://localhost:\(server.forwardingPort)\(path)",
            to: .file(path: folder.path("a")),
            retry: .never
        )
    }

    private func reply(then ending: LoopbackOrigin.Ending) {
        let body = BytePattern.bytes(0..<100_000)
        origin.reply("/a", with: [.init("HTTP/1.1 200 OK\r\n\r\n", body: body, then: ending)])
    }

    @Test(.case(26, 29)) func `is whole when the connection is closed`() async throws {
        reply(then: .close)

        let completion = try await download().completion(on: downloader)

        #expect(completion.byteCount == 100_000)
        #expect(!completion.lengthVerified)
    }

    /// Below `/long/` a length is announced that nobody can count.
    @Test(.case(29), arguments: ["/a", "/long/a"])
    func `is lost when the connection is cut`(path: String) async throws {
        let number = try await worker()
        reply(then: .hold)
        var reason: DownloadError.Reason?
        var isCut = false

        do {
            for try await case .chunk in download(from: path).events(on: downloader)
            where !isCut {
                isCut = kill(number, SIGKILL) == 0
            }
        } catch let error as DownloadError {
            reason = error.reason
        }

        #expect(isCut)
        guard case .connectionLost = reason else {
            Issue.record("\(String(describing: reason))")
            return
        }
        #expect(folder.text("a") == nil)
    }

    /// The number of the process that forwards.
    private func worker() async throws -> Int32 {
        let place = Destination.file(path: folder.path("worker"))
        _ = try await Download(from: server.url("worker"), to: place).file()
        return try #require(folder.text("worker").flatMap { Int32($0) })
    }
}
