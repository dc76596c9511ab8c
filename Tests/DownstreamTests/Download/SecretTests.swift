import Testing

@testable import Downstream

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite("Descriptions hold no secret", .timeLimit(.minutes(5)))
struct SecretTests {
    private static func texts(_ value: some Any) -> [String] {
        var dumped = ""
        dump(value, to: &dumped)
        return [String(describing: value), String(reflecting: value), "\(value)", dumped]
    }

    private static let url = "https://secret:secret@example.com/x?token=secret#secret"

    @Test func `a download shows neither URL secrets, nor headers, nor credentials`() {
        let download = Download(
            from: Self.url,
            to: .file(path: "/tmp/x"),
            headers: [HeaderField("Authorization", "secret")],
            credentials: Credentials(user: "secret", password: "secret")
        )
        for text in Self.texts(download) { #expect(!text.contains("secret"), "\(text)") }
    }

    @Test func `a source shows only its redacted URL`() throws {
        let url = try #require(URL(string: Self.url))
        for source in [Source(Self.url), Source(url)] {
            #expect(source.description == "https://example.com/x")
            for text in Self.texts(source) { #expect(!text.contains("secret"), "\(text)") }
        }
    }

    @Test func `credentials and header values never show`() {
        let credentials = Credentials(user: "secret", password: "secret")
        let header = HeaderField("Cookie", "secret")
        for text in Self.texts(credentials) + Self.texts(header) + Self.texts([header]) {
            #expect(!text.contains("secret"), "\(text)")
        }
    }

    @Test func `a configuration does not show the password of its proxy`() {
        let configuration = Downloader.Configuration(
            proxy: .url("http://secret:secret@proxy.example:8080")
        )
        for text in Self.texts(configuration) { #expect(!text.contains("secret"), "\(text)") }
    }

    @Test func `a request shows neither its query nor its credentials`() {
        let request = TransportRequest(
            url: "https://example.com/x?token=secret",
            headers: [HeaderField("Cookie", "secret")],
            credentials: Credentials(user: "secret", password: "secret")
        )
        for text in Self.texts(request) { #expect(!text.contains("secret"), "\(text)") }
    }

    @Test func `an answer does not show the query of its URL`() throws {
        let url = try #require(URL(string: "https://example.com/x?token=secret"))
        let response = DownloadEvent.Response(status: 200, finalURL: url)
        let progress = DownloadEvent.Progress(phase: .receiving, received: 1, response: response)
        for text in Self.texts(response) + Self.texts(DownloadEvent.progress(progress)) {
            #expect(!text.contains("secret"), "\(text)")
        }
    }

    @Test func `the sentence of an error escapes the path it names`() {
        let sentence = FailureSentence.text(
            .invalidDestination(problem: "/tmp/\u{1B}[2J is a folder"),
            stage: .validating,
            source: "x",
            destination: "x"
        )
        #expect(!sentence.unicodeScalars.contains("\u{1B}"))
    }
}
