import Downstream
import DownstreamTesting
import Testing

@Suite("Bounding the rate", .timeLimit(.minutes(5)))
struct RateLimitTests {
    @Test func `has everybody wait until what came is paid`() {
        let rate = RateLimit(bytesPerSecond: 1000)
        #expect(rate.charge(500, at: .seconds(10)) == .milliseconds(500))
        #expect(rate.charge(500, at: .seconds(10)) == .seconds(1))
        #expect(rate.charge(1000, at: .milliseconds(10_500)) == .milliseconds(1500))
    }

    @Test func `gives no credit for time in which nothing came`() {
        let rate = RateLimit(bytesPerSecond: 1000)
        _ = rate.charge(1000, at: .zero)
        #expect(rate.charge(1000, at: .seconds(1000)) == .seconds(1))
    }

    @Test(arguments: [0, -5, Int64.min])
    func `lets at least one byte a second through`(bytesPerSecond: Int64) {
        #expect(RateLimit(bytesPerSecond: bytesPerSecond).charge(2, at: .zero) == .seconds(2))
    }

    @Test func `costs nothing for no bytes`() {
        #expect(RateLimit(bytesPerSecond: 1).charge(0, at: .seconds(3)) == .zero)
    }

    @Test func `slows a download down`() async throws {
        let clock = TestClock(.whenAsleep(2))
        let network = ScriptedTransport([.file(of: 10_000), .bytes(10_000)], chunk: 1_000)
        let downloader = Downloader.scripted(
            network,
            clock: clock,
            configuration: .init(bytesPerSecond: 1_000)
        )

        let completion = try await Download(from: "http://host/a", to: .nowhere)
            .completion(on: downloader)

        #expect(completion.byteCount == 10_000)
        #expect(completion.duration >= .seconds(10))
        #expect(completion.duration < .seconds(12))
    }
}
