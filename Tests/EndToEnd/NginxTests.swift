import Downstream
import DownstreamTesting
import Foundation
import Testing

/// The wire against a real server; skipped where nginx is missing, unless the environment says that
/// it must be there.
@Suite(
    "Downloading from nginx",
    .enabled(
        if: Nginx.isInstalled
            || ProcessInfo.processInfo.environment["DOWNSTREAM_NEEDS_NGINX"] != nil,
        "nginx or openssl is not installed: apt-get install nginx openssl"
    ),
    .timeLimit(.minutes(5))
)
struct NginxTests {
    private let www: TemporaryFolder
    private let folder: TemporaryFolder
    private let server: Nginx
    private let bytes: Data

    init() throws {
        www = try TemporaryFolder()
        folder = try TemporaryFolder()
        bytes = Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 9) })
        try www.write(bytes, to: "video.mp4")
        try www.write(Data(), to: "empty.mp4")
        server = try Nginx(serving: www.path)
    }

    private var withCertificate: Downloader {
        Downloader(Downloader.Configuration(additionalCertificates: server.certificate))
    }

    @Test func `saves the bytes that the server has`() async throws {
        let download = Download(
            from: server.url("video.mp4"),
            to: .file(path: folder.path("deep/er/copy.mp4"))
        )

        let completion = try await download.completion()

        #expect(try folder.contents("deep/er/copy.mp4") == bytes)
        #expect(completion.byteCount == 3_000_000)
        #expect(completion.lengthVerified)
        #expect(completion.how == .transferred)
        #expect(try folder.names == ["deep"])
    }

    @Test func `tells every byte once and in order`() async throws {
        var told = Data()
        var grammar = EventGrammar()
        let download = Download(from: server.url("video.mp4"), to: .nowhere)

        for try await event in download.events() {
            grammar.check(event)
            guard case .chunk(let chunk) = event else { continue }
            #expect(chunk.offset == told.count)
            #expect(chunk.bytes.count <= 512 * 1024)
            told += chunk.bytes
        }

        #expect(told == bytes)
        grammar.finish()
        #expect(grammar.violation == nil)
    }

    @Test func `speaks TLS and HTTP/2 with a private authority`() async throws {
        let download = Download(
            from: server.tlsURL("video.mp4"),
            to: .file(path: folder.path("copy.mp4"))
        )
        var version: String?

        for try await event in download.events(on: withCertificate) {
            if case .progress(let progress) = event { version = progress.response?.httpVersion }
        }

        #expect(version == "2")
        #expect(try folder.contents("copy.mp4") == bytes)
    }

    @Test func `refuses a certificate that nobody vouches for`() async throws {
        let download = Download(
            from: server.tlsURL("video.mp4"),
            to: .file(path: folder.path("copy.mp4"))
        )

        let error = try await #require(throws: DownloadError.self) { try await download.file() }

        #expect(error.stage == .requesting)
        guard case .certificateRejected = error.reason else {
            Issue.record("\(error.reason)")
            return
        }
        #expect(try folder.names == [])
    }

    @Test func `follows a redirect and names the file after its target`() async throws {
        let download = Download(
            from: server.url("moved/video.mp4"),
            to: .directory(path: folder.path)
        )

        let file = try await download.file()

        #expect(file?.lastPathComponent == "video.mp4")
        #expect(try folder.contents("video.mp4") == bytes)
    }

    @Test func `numbers a second file of the same name`() async throws {
        let download = Download(from: server.url("video.mp4"), to: .directory(path: folder.path))

        _ = try await download.file()
        _ = try await download.file()

        #expect(try folder.names == ["video (2).mp4", "video.mp4"])
    }

    @Test(arguments: ["nothing.mp4", "empty.mp4"])
    func `leaves the older file alone when it fails`(name: String) async throws {
        try folder.write("old", to: "copy.mp4")
        let download = Download(from: server.url(name), to: .file(path: folder.path("copy.mp4")))

        #expect(await download.savedFile() == nil)

        #expect(folder.text("copy.mp4") == "old")
        #expect(try folder.names == ["copy.mp4"])
    }

    @Test func `runs two hundred downloads at once over few connections`() async throws {
        let files = try await withThrowingTaskGroup { group in
            for number in 0..<200 {
                group.addTask {
                    let place = Destination.file(path: folder.path("\(number)"))
                    return try await Download(from: server.url("video.mp4"), to: place).file()
                }
            }
            var files = 0
            for try await file in group where file != nil { files += 1 }
            return files
        }

        #expect(files == 200)
        for number in [0, 99, 199] { #expect(try folder.contents("\(number)") == bytes) }
    }

    @Test func `keeps the partial file and nothing else when it is cancelled`() async throws {
        let transport = CurlTransport()
        let downloader = Downloader(transport: transport)
        let download = Download(
            from: server.url("video.mp4"),
            to: .file(path: folder.path("copy.mp4"))
        )
        let shared = download.shared(on: downloader)
        let received = Gate()
        let never = Gate()
        let reader = Task {
            // Who reads no further stops the server in the middle.
            for try await case .chunk in shared.events() {
                received.open()
                try? await never.pass()
            }
        }

        try await received.pass()
        reader.cancel()
        try await reader.value
        await shared.settle()

        #expect(await transport.transferCount() == 0)
        #expect(try folder.names == ["copy.mp4.part", "copy.mp4.part.json"])
        #expect(
            try folder.contents("copy.mp4.part")
                == bytes.prefix(folder.contents("copy.mp4.part").count)
        )
    }

    @Test func `sends credentials and headers only where they belong`() async throws {
        // nginx answers 200 whatever it is sent; what matters here is that libcurl takes them.
        let download = Download(
            from: server.url("video.mp4"),
            to: .nowhere,
            headers: [HeaderField("X-Test", "1"), HeaderField("X-Empty", "")],
            credentials: Credentials(user: "me", password: "secret")
        )

        #expect(try await download.completion().byteCount == 3_000_000)
    }

    @Test func `computes the checksum while bytes arrive`() async throws {
        let computed = try await Download(
            from: server.url("video.mp4"),
            to: .nowhere,
            verification: Verification(computing: .sha256)
        ).completion()
        let sum = try #require(computed.checksum)
        let wrong = try #require(Checksum(.sha256, hexadecimal: String(repeating: "0", count: 64)))

        let right = Download(
            from: server.url("video.mp4"),
            to: .nowhere,
            verification: Verification(checksum: sum)
        )
        #expect(try await right.completion().sha256 == sum.hexadecimal)

        let file = Destination.file(path: folder.path("copy.mp4"))
        let bad = Download(
            from: server.url("video.mp4"),
            to: file,
            verification: Verification(checksum: wrong)
        )
        let error = try await #require(throws: DownloadError.self) { try await bad.file() }
        #expect(error.stage == .verifying)
        #expect(try folder.names == [])
    }
}
