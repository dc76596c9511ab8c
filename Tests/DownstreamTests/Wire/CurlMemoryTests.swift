import DownstreamTesting
import Testing

@testable import Downstream

@Suite("A transport without memory for its connections", .timeLimit(.minutes(5)))
struct CurlMemoryTests {
    private let origin: LoopbackOrigin

    init() throws {
        origin = try LoopbackOrigin()
        origin.reply("/a", with: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", then: .close)
    }

    private var request: TransportRequest { TransportRequest(url: origin.url("/a")) }

    @Test func `says so to every request`() async throws {
        let transport = CurlTransport(.init(proxy: .direct)) { _ in nil }
        for _ in 0..<3 {
            let error = await #expect(throws: TransportError.self) {
                try await transport.response(to: request)
            }
            #expect(error?.reason == .fileSystem(problem: "out of memory"))
        }
        #expect(await transport.transferCount() == 0)
    }

    @Test func `works as soon as there is some`() async throws {
        let hasMemory = Locked(false)
        let transport = CurlTransport(.init(proxy: .direct)) { configuration in
            hasMemory.withLock(\.self) ? CurlMulti(configuration) : nil
        }
        await #expect(throws: TransportError.self) {
            try await transport.response(to: request)
        }
        hasMemory.withLock { $0 = true }
        #expect(try await transport.response(to: request).head.status == 200)
    }
}
