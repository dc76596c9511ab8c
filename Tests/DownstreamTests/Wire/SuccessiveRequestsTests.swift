import Downstream
import DownstreamTesting
import Testing

/// libcurl keeps what is set on a handle, and handles are used again.
@Suite("Requests of one transport", .timeLimit(.minutes(5)))
struct SuccessiveRequestsTests {
    private let origin: LoopbackOrigin

    init() throws {
        origin = try LoopbackOrigin()
        origin.serve("/a", .pattern(size: 100))
    }

    /// Plain requests, and each thing that a request can add.
    private var requests: [TransportRequest] {
        let plain = TransportRequest(url: origin.url("/a"))
        let agent = HeaderField("User-Agent", "x")
        let secret = HeaderField("Authorization", "Bearer y")
        let credentials = Credentials(user: "me", password: "z")
        let changes: [(inout TransportRequest) -> Void] = [
            { _ in },
            { $0.url += "?b" },
            { $0.offset = 5 },
            { ($0.offset, $0.end) = (5, 7) },
            { $0.headers = [agent] },
            { $0.headers = [agent, secret] },
            { $0.headers = [HeaderField("User-Agent", "")] },
            { $0.credentials = credentials },
            { ($0.credentials, $0.headers) = (credentials, [agent]) },
        ]
        return changes.map { change in
            var request = plain
            change(&request)
            return request
        }
    }

    /// What the origin gets of a request.
    private func sent(
        _ request: TransportRequest,
        over transport: CurlTransport
    ) async throws -> LoopbackOrigin.Request? {
        let response = try await transport.response(to: request)
        while try await response.body.next() != nil {}
        return origin.requests.last
    }

    @Test func `leave nothing to each other`() async throws {
        let (requests, shared) = (requests, CurlTransport(.init(proxy: .direct)))
        var alone: [LoopbackOrigin.Request?] = []
        for request in requests {
            alone.append(try await sent(request, over: CurlTransport(.init(proxy: .direct))))
        }
        #expect(alone[3]?["Range"] == "bytes=5-6")
        #expect(alone[7]?["Authorization"]?.hasPrefix("Basic ") == true)
        for first in requests.indices {
            for second in requests.indices {
                #expect(try await sent(requests[first], over: shared) == alone[first])
                #expect(try await sent(requests[second], over: shared) == alone[second])
            }
        }
    }
}
