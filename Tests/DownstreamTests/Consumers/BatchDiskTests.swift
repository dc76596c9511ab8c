import Downstream
import DownstreamTesting
import Foundation
import Testing

@Suite("Many downloads onto one disk", .timeLimit(.minutes(5)))
struct BatchDiskTests {
    private static let head = ResponseHead(status: 200, length: 8_000)

    /// What a batch told, up to its end.
    private struct Outcome {
        var events: [Int: [DownloadEvent]] = [:]
        var thrown: DownloadError?

        init(_ stream: BatchEvents) async throws {
            do {
                for try await item in stream { events[item.id, default: []].append(item.event) }
            } catch let error as DownloadError {
                thrown = error
            }
        }

        func failure(_ id: Int) -> DownloadError? {
            guard case .failed(let error) = events[id]?.last else { return nil }
            return error
        }
    }

    private func downloads(_ numbers: ClosedRange<Int>) -> [Download] {
        numbers.map {
            Download(from: "http://host/\($0)", to: .file(path: "/\($0)"), retry: .never)
        }
    }

    @Test(
        arguments: [.fail(.full), .short(1_000, .full), .fail(.overQuota)]
            as [SimulatedDisk.Effect]
    )
    func `end all at once where a write finds it full`(
        effect: SimulatedDisk.Effect
    ) async throws {
        let disk = SimulatedDisk()
        disk.plan(.write, of: "3.part", number: 2, effect)
        let (never, full) = (Gate(), Gate())
        let network = ScriptedTransport(chunk: 2_000) { request, number in
            // Where the batch goes on by mistake, the test is to fail and not to wait.
            if number > 3 { never.open() }
            return request.url.hasSuffix("/3")
                ? [.head(Self.head), .bytes(2_000), .wait(for: full), .bytes(6_000)]
                : [.head(Self.head), .bytes(4_000), .wait(for: never), .bytes(4_000)]
        }
        let stream = Downloader.scripted(network, disk: disk)
            .events(for: downloads(1...9), atMost: 3)

        async let outcome = Outcome(stream)
        await never.waiters(atLeast: 2)
        full.open()
        let seen = try await outcome

        #expect(seen.thrown?.reason == .diskFull)
        #expect(seen.thrown?.errno != nil)
        #expect(seen.failure(3) == seen.thrown)
        // What ran ends without a last event and keeps its bytes; what waited never begins.
        #expect(seen.events.keys.sorted() == [1, 2, 3])
        #expect(network.asked.count == 3)
        for (id, events) in seen.events {
            let expected: ExpectedEvents = id == 3 ? "s p+ c F(diskFull)" : "s p+ c*"
            #expect(expected.mismatch(in: events) == nil)
        }
        for id in 1...2 {
            #expect(disk.contents("/\(id).part") == BytePattern.bytes(0..<4_000))
        }
        #expect(disk.openCount == 0)
    }

    @Test func `go on where one is only announced larger than it`() async throws {
        let disk = SimulatedDisk(capacity: 1 << 20)
        let network = ScriptedTransport { request, _ in
            request.url.hasSuffix("/2")
                ? [.head(ResponseHead(status: 200, length: 1 << 21)), .bytes(1 << 21)]
                : [.head(Self.head), .bytes(8_000)]
        }

        let seen = try await Outcome(
            Downloader.scripted(network, disk: disk).events(for: downloads(1...9), atMost: 3)
        )

        #expect(seen.thrown == nil)
        #expect(seen.failure(2)?.reason == .diskFull)
        #expect(seen.failure(2)?.errno == nil)
        #expect(disk.names(in: "/") == [1, 3, 4, 5, 6, 7, 8, 9].map(String.init))
    }
}
