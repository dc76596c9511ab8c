internal import Downstream

/// Where a row is played: a transport, what it has to ask for, and what arrived at the other end.
struct ConformanceStage {
    let transport: any Transport
    let url: String
    let asked: @Sendable () -> [AskedRequest]

    /// A transport that gets bytes from an origin.
    init(
        _ row: ConformanceRow,
        _ gate: Gate,
        over transport: any Transport,
        _ origin: LoopbackOrigin
    ) {
        let path = "/row"
        switch row.source {
        case .scripts(let scripts): origin.play(path, responses: scripts(gate))
        case .bytes(let reply): origin.reply(path, with: [reply])
        }
        let before = origin.requests.count
        self.transport = transport
        url = origin.url(path)
        asked = { origin.requests.dropFirst(before).map { AskedRequest($0) } }
    }

    /// A transport that is the script itself; nil for a row that no script can say.
    init?(script row: ConformanceRow, _ gate: Gate) {
        guard case .scripts(let scripts) = row.source else { return nil }
        let network = ScriptedTransport(responses: scripts(gate))
        transport = network
        url = "http://host/row"
        asked = { network.asked.map { AskedRequest($0) } }
    }
}
