internal import DownstreamTesting

/// From one download to a thousand at once, of a server that gives each connection a low rate.
struct Scale: Benchmark {
    private static let counts = [1, 10, 100, 300, 1000]
    private static let size = 400 << 10
    private static let rate = "40k"

    let name = "scale"
    let purpose = "1 to 1000 downloads at once, 400 KiB each at 40 KiB/s"

    func run(on stage: Stage) throws -> Findings {
        let server = try SteadyServer(serving: stage.server.root)
        defer { server.stop() }
        let rounds = stage.pairs(usually: 3)
        var crowds: [CrowdStanding] = []
        for count in Self.counts {
            Report.note("scale: \(count) at once")
            let names = try (0..<count).map { try stage.resource("scale/\($0)", size: Self.size) }
            let urls = names.map { server.url($0, rate: Self.rate) }
            let results = try (0..<rounds).map { _ in try once(stage, urls) }
            crowds.append(
                CrowdStanding(
                    count: count,
                    mebibytesEach: Double(Self.size) / 1_048_576,
                    runs: results.map(\.run),
                    seconds: results.map(\.seconds)
                )
            )
        }
        stage.remove(stage.server.root + "/scale")
        var findings = Findings(figures(crowds))
        findings.crowds = crowds
        return findings
    }

    /// Downloads all of them once; what was saved has to be right.
    private func once(
        _ stage: Stage,
        _ urls: [String]
    ) throws -> (run: Run, seconds: [Double]) {
        let copies = stage.memory + "/copies"
        defer { stage.remove(copies) }
        let (run, lines) = try stage.run(.crowd, urls: urls, copies: copies)
        // The folder of the originals has grown to as many as were downloaded.
        try stage.requireEqualFolders(stage.server.root + "/scale", copies)
        return (run, lines.flatMap(\.self))
    }

    private func figures(_ crowds: [CrowdStanding]) -> [Figure] {
        guard let one = crowds.first, let all = crowds.last,
            let hundred = crowds.first(where: { $0.count == 100 })
        else { return [] }
        // The first download pays for the start of the process, which no other does. What is to be
        // caught is a cost that grows with their number; half as much again is what noise makes.
        let flatness = zip(all.cpuOfMore(than: hundred).values, hundred.cpuOfMore(than: one).values)
        return [
            Figure("peak memory, \(all.count) at once", all.peak, unit: "MiB", atMost: 160),
            Figure(
                "rate of the slowest, \(all.count) at once",
                all.slowest,
                unit: "x median",
                bound: .atLeast(0.5)
            ),
            Figure(
                "cpu of a further download, 100 to \(all.count)",
                medianOf: flatness.map { $0 / $1 },
                unit: "x 1 to 100",
                atMost: 1.5
            ),
        ]
    }
}
