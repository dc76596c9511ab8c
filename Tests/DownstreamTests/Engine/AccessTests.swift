import Downstream
import DownstreamTesting
import TestTraits
import Testing

@Suite("Where a redirect from outside may lead", .timeLimit(.minutes(5)))
struct AccessTests {
    /// A transport whose hosts have the addresses that their names say.
    private final class Network: Transport {
        private let script: ScriptedTransport

        init(_ replies: [[ScriptedTransport.Step]]) {
            script = ScriptedTransport(responses: replies)
        }

        var policies: [AccessPolicy] { script.asked.map(\.accessPolicy) }

        func response(to request: TransportRequest) async throws -> TransportResponse {
            var response = try await script.response(to: request)
            response.peer = request.url.contains("inner") ? "10.0.0.1" : "93.184.216.34"
            return response
        }
    }

    private func policies(_ hosts: String...) async throws -> [AccessPolicy] {
        let replies = hosts.dropFirst().map { host -> [ScriptedTransport.Step] in
            [
                .head(
                    ResponseHead(
                        status: 302,
                        headers: [HeaderField("Location", "http://\(host)/")]
                    )
                )
            ]
        }
        let whole: [ScriptedTransport.Step] = [
            .head(ResponseHead(status: 200, length: 1)), .bytes(1),
        ]
        let network = Network(replies + [whole])
        let download = Download(from: "http://\(hosts[0])/", to: .nowhere)
        _ = try await download.completion(on: Downloader(transport: network))
        return network.policies
    }

    @Test(.case(54)) func `is outside, from then on`() async throws {
        #expect(try await policies("outer", "outer2") == [.anyHost, .publicInternet])
        #expect(
            try await policies("inner", "outer", "outer2", "outer3")
                == [.anyHost, .anyHost, .publicInternet, .publicInternet]
        )
    }

    @Test func `is anywhere as long as all is inside`() async throws {
        #expect(try await policies("inner", "inner2") == [.anyHost, .anyHost])
        #expect(try await policies("inner") == [.anyHost])
    }
}
