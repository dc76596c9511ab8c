import Downstream
import DownstreamTesting
import Foundation
import TestTraits
import Testing

@Suite("Several consumers of one download", .timeLimit(.minutes(5)))
struct SharedDownloadTests {
    private static let head = ResponseHead(status: 200, length: 10)
    private let download = Download(from: "http://host/video.mp4", to: .nowhere)

    private func events(_ stream: DownloadEvents) async throws -> [DownloadEvent] {
        var events: [DownloadEvent] = []
        for try await event in stream { events.append(event) }
        return events
    }

    private static func offset(_ event: DownloadEvent) -> Int64? {
        guard case .chunk(let chunk) = event else { return nil }
        return chunk.offset
    }

    private func chunks(_ events: [DownloadEvent]) -> Int {
        events.count { if case .chunk = $0 { true } else { false } }
    }

    @Test func `are told everything if they own it, and what matters if they watch`() async throws {
        let network = ScriptedTransport([.head(Self.head), .bytes(10)], chunk: 1)
        let shared = download.shared(on: .scripted(network))
        let owners = (shared.events(), shared.events())
        let observer = shared.observe()

        async let first = events(owners.0)
        async let second = events(owners.1)
        async let watched = events(observer)

        #expect(try await chunks(first) == 10)
        #expect(try await first == second)
        #expect(try await chunks(watched) == 0)
        #expect(EventGrammar.violation(in: try await watched) == nil)
        #expect(try await watched.last == first.last)
        #expect(network.asked.count == 1)
    }

    @Test func `come late and see where it is, then what comes`() async throws {
        let gate = Gate()
        let network = ScriptedTransport([.head(Self.head), .bytes(4), .wait(for: gate), .bytes(6)])
        let shared = download.shared(on: .scripted(network))
        let stream = shared.events()
        let early = Task { try await events(stream) }
        await gate.waiters(atLeast: 1)

        let late = shared.events()
        gate.open()
        let seen = try await events(late)

        guard case .started = seen.first, case .progress(let progress) = seen[1] else {
            Issue.record("\(seen)")
            return
        }
        #expect(progress.phase == .receiving)
        #expect(seen.compactMap(Self.offset) == [4])
        #expect(try await early.value.last == seen.last)
    }

    @Test(.case(76)) func `come after the end and see the last start and the end`() async throws {
        let network = ScriptedTransport([.head(ResponseHead(status: 404))])
        let shared = download.shared(on: .scripted(network))
        await #expect(throws: DownloadError.self) { try await events(shared.events()) }

        for stream in [shared.events(), shared.observe()] {
            var iterator = stream.makeAsyncIterator()
            guard case .started = try await iterator.next(),
                case .failed(let told) = try await iterator.next()
            else {
                Issue.record("not the last start and the end")
                return
            }
            var thrown: DownloadError?
            do {
                _ = try await iterator.next()
            } catch {
                thrown = error as? DownloadError
            }
            let after = try await iterator.next()
            #expect(thrown == told)
            #expect(after == nil)
        }
    }

    @Test(.case(76)) func `cancel it when the last owner has left`() async throws {
        let gate = Gate()
        let network = ScriptedTransport([.head(Self.head), .bytes(4), .wait(for: gate), .bytes(6)])
        let shared = download.shared(on: .scripted(network))
        let watching = shared.observe()
        let streams = (shared.events(), shared.events())
        let first = Task { try await events(streams.0) }
        let second = Task { try await events(streams.1) }
        let observer = Task { try await events(watching) }
        await gate.waiters(atLeast: 1)

        first.cancel()
        #expect(try await chunks(first.value) <= 1)
        second.cancel()
        _ = try await second.value

        let seen = try await observer.value
        #expect(EventGrammar.violation(in: seen, isCancelled: true) == nil)
        #expect(seen.last?.isEnd == false)
    }

    @Test(.case(76)) func `do not wait for one that was dropped unread`() async throws {
        let network = ScriptedTransport(
            [.head(ResponseHead(status: 200, length: 3 << 20)), .bytes(3 << 20)])
        let shared = download.shared(on: .scripted(network))
        var unread: DownloadEvents? = shared.events()
        _ = unread
        let reader = shared.events()
        let task = Task { try await events(reader) }

        unread = nil

        #expect(try await task.value.last?.isEnd == true)
    }

    @Test func `are not slowed by an observer that never reads`() async throws {
        let network = ScriptedTransport(
            [.head(ResponseHead(status: 200, length: 3 << 20)), .bytes(3 << 20)])
        let shared = download.shared(on: .scripted(network))
        let stuck = shared.observe()

        #expect(try await events(shared.events()).last?.isEnd == true)

        let seen = try await events(stuck)
        #expect(EventGrammar.violation(in: seen) == nil)
        #expect(seen.last?.isEnd == true)
    }

    @Test(.case(76)) func `end when nobody can own it any more`() async throws {
        let network = ScriptedTransport([.head(Self.head), .bytes(10)])
        let watching = download.shared(on: .scripted(network)).observe()

        #expect(try await events(watching).isEmpty)
        #expect(network.asked.isEmpty)
    }
}
