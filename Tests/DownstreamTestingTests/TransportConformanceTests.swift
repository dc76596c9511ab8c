import Downstream
import DownstreamTesting
import Testing

@Suite("What all transports do alike", .timeLimit(.minutes(5)))
struct TransportConformanceTests {
    private static let scripts = TransportConformance.rows.filter { !$0.isForBytesOnly }

    @Test(arguments: TransportConformance.rows)
    func `is done over libcurl`(row: ConformanceRow) async throws {
        let origin = try LoopbackOrigin()
        let transport = CurlTransport(Downloader.Configuration(proxy: .direct))
        let violation = await TransportConformance.violation(of: row, over: transport, from: origin)
        #expect(violation == nil)
    }

    @Test(arguments: scripts)
    func `is done by a script`(row: ConformanceRow) async {
        let violation = await TransportConformance.violationOfScript(row)
        #expect(violation == nil)
    }
}
