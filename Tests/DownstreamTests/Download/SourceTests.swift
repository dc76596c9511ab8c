import Downstream
import DownstreamTesting
import Foundation
import Synchronization
import Testing

@Suite("What a download comes from", .timeLimit(.minutes(5)))
struct SourceTests {
    @Test func `can give another URL to each attempt`() async throws {
        let asked = Mutex<[Int]>([])
        let source = Source(label: "asset 42") { attempt in
            asked.withLock { $0.append(attempt) }
            return try #require(URL(string: "http://host/signed?try=\(attempt)"))
        }
        let network = ScriptedTransport([.status(503)], [.file(of: 4), .bytes(4)])
        let download = Download(from: source, to: .nowhere)

        let completion = try await download.completion(on: .scripted(network))

        #expect(completion.attempts == 2)
        #expect(asked.withLock(\.self) == [1, 2])
        #expect(network.asked.map(\.url) == [1, 2].map { "http://host/signed?try=\($0)" })
        #expect(source.description == "asset 42")
    }

    @Test func `fails the download where it gives none`() async throws {
        struct SignedOut: Error {}
        let source = Source(label: "asset 42") { _ in throw SignedOut() }
        let network = ScriptedTransport([])

        let events = try await Download(from: source, to: .nowhere)
            .events(on: .scripted(network)).allEvents()

        #expect(ExpectedEvents("s F(invalidURL)").mismatch(in: events) == nil)
        guard case .failed(let error) = events.last else { return }
        #expect(error.stage == .validating)
        #expect(error.sentence.contains("asset 42"))
        #expect(error.sentence.contains("its source gave none (SignedOut)"))
        #expect(network.asked.isEmpty)
    }

    @Test func `is a URL, a text, or itself`() throws {
        let url = try #require(URL(string: "http://host/a?b"))
        let text = "http://host/a?b"
        for source in [Source(url), url.downloadSource, Source(url).downloadSource] {
            #expect(source.description == "http://host/a")
            #expect(Download(from: source, to: .nowhere).source.description == "http://host/a")
        }
        #expect(Download(from: text, to: .nowhere).source.description == "http://host/a")
    }
}
