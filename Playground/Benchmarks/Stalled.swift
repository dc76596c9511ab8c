internal import CPlatform
internal import DownstreamTesting

/// The processor time of downloads whose servers have fallen silent in the middle.
///
/// Each still tells how it is once a second, which is all that is to be paid for.
struct Stalled: Benchmark {
    /// An origin keeps at most 128 connections.
    private static let ofAnOrigin = 125

    let name = "stalled"
    let purpose = "5 s of 1, 100 and 1000 downloads whose servers have fallen silent"

    func run(on stage: Stage) throws -> Findings {
        Findings(
            try figures(of: 1, stage, atMost: nil) + figures(of: 100, stage, atMost: 1)
                + figures(of: 1000, stage, atMost: 10)
        )
    }

    private func figures(of count: Int, _ stage: Stage, atMost most: Double?) throws -> [Figure] {
        // A descriptor for each connection, here too.
        ds_raise_file_limit()
        let origins = try stride(from: 0, to: count, by: Self.ofAnOrigin).map { _ in
            try LoopbackOrigin()
        }
        defer { for origin in origins { origin.close() } }
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 1048576\r\nETag: \"silent\"\r\n\r\n"
        let some = String(repeating: "x", count: 10_000)
        for origin in origins { origin.reply("/silent", with: head + some, then: .hold) }
        let urls = (0..<count).map { origins[$0 / Self.ofAnOrigin].url("/silent") }
        let copies = stage.memory + "/copies"
        let results = try (0..<stage.pairs(usually: 3)).map { _ in
            try once(stage, urls, copies)
        }
        return [
            Figure(
                "cpu, \(count) stalled",
                medianOf: results.map(\.cpu),
                unit: "% of a core",
                atMost: most
            ),
            Figure(
                "events of \(count) stalled",
                medianOf: results.map(\.events),
                unit: "a second"
            ),
        ]
    }

    /// The part of a core that they take, in percent, and the events of a second.
    private func once(
        _ stage: Stage,
        _ urls: [String],
        _ copies: String
    ) throws -> (cpu: Double, events: Double) {
        defer { stage.remove(copies) }
        let (_, lines) = try stage.run(.stalledCrowd, urls: urls, copies: copies)
        guard let line = lines.first, line.count == 3 else {
            throw Failure.download("a worker did not tell what it measured")
        }
        let (cpu, seconds, events) = (line[0], line[1], line[2])
        return (cpu / seconds * 100, events / seconds)
    }
}
