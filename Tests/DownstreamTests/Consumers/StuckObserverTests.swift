import CAllocationCount
import Downstream
import DownstreamTesting
import Testing

@Suite("An observer that is stuck", .timeLimit(.minutes(5)))
struct StuckObserverTests {
    private static let chunks = 1_000
    private static let counts = ds_allocation_count() >= 0
    private static let why: Comment = "they are counted with glibc only, and not under a sanitizer"

    @Test func `holds up neither the bytes nor the file`() async throws {
        let (read, stuck) = (Gate(), Gate())
        let size = 100 * Self.chunks
        let disk = SimulatedDisk()
        let network = ScriptedTransport(
            [
                .head(ResponseHead(status: 200, length: Int64(size))), .wait(for: read),
                .bytes(size),
            ],
            chunk: 100
        )
        let download = Download(from: "http://host/a", to: .file(path: "/a"))
        let shared = download.shared(on: .scripted(network, disk: disk))
        let watching = shared.observe()
        let observer = Task {
            var iterator = watching.makeAsyncIterator()
            _ = try await iterator.next()
            // Every byte comes after this, and it reads nothing more.
            read.open()
            try await stuck.pass()
            return try await iterator.next()
        }

        var chunks = 0
        for try await event in shared.events() where event.isChunk { chunks += 1 }
        #expect(chunks == Self.chunks)
        #expect(disk.contents("/a")?.count == size)

        stuck.open()
        #expect(try await observer.value != nil)
    }

    /// What this thread asks of the heap meanwhile.
    private func allocations(_ body: () -> Void) -> Int {
        let before = ds_allocation_count()
        body()
        return ds_allocation_count() - before
    }

    @Test(.enabled(if: counts, why), arguments: [chunks, 10 * chunks])
    func `costs no allocation for a chunk`(chunks: Int) {
        let chunk = DownloadEvent.chunk(at: 0, count: 100)
        let hub = ShareHub(hasHandle: true) { _ in Task {} }
        let observer = Subscription(hub, asOwner: false)
        func offer(_ count: Int) {
            for _ in 0..<count where hub.hasRoom {
                if hub.enqueue(chunk) { hub.wake() }
            }
        }
        _ = hub.enqueue(.started(1))
        offer(1)

        #expect(allocations { offer(chunks) } == 0)
        withExtendedLifetime(observer) {}
    }

    @Test(.enabled(if: counts, why), arguments: [chunks, 10 * chunks])
    func `costs none beside an owner that reads, nor for progress`(chunks: Int) {
        let chunk = DownloadEvent.chunk(at: 0, count: 100)
        let progress = DownloadEvent.progress(.receiving, 100)
        var machine = ShareMachine<Int, Int>(capacity: 1 << 20, hasHandle: true)
        let owner = machine.join(asOwner: true)
        for _ in 1...3 { _ = machine.join(asOwner: false) }
        func offer(_ count: Int) {
            for _ in 0..<count {
                _ = machine.offer(chunk)
                _ = machine.offer(progress)
                while machine.poll(owner) != nil {}
            }
        }
        _ = machine.offer(.started(1))
        // The first round makes room for what is used again, and says the phase.
        offer(2)

        #expect(allocations { offer(chunks) } == 0)
    }

    @Test(.enabled(if: counts, why))
    func `would be found out if it cost one`() {
        var blocks: [[Int]] = []
        let count = allocations { for number in 1...100 { blocks.append([number]) } }
        #expect(count >= 100)
        #expect(blocks.count == 100)
    }
}
