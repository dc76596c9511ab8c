internal import DownstreamTesting

/// One file over several connections, where the server gives each of them a low rate.
struct Segments: Benchmark {
    private static let mebibytes = 512
    private static let connections = "8"
    private static let rate = "20m"

    let name = "segments"
    let purpose =
        "\(mebibytes) MiB over \(connections) connections of 20 MiB/s, beside aria2c and curl"

    func run(on stage: Stage) throws -> Findings {
        let server = try SteadyServer(serving: stage.server.root)
        defer { server.stop() }
        let resource = try stage.resource("segmented", size: Self.mebibytes << 20)
        let original = stage.server.root + "/" + resource
        let copy = stage.memory + "/copy"
        let errand = Errand(url: server.url(resource, rate: Self.rate), copy: copy)
        let ours = Race.Entrant(
            "download",
            [
                stage.tool, "--quiet", "--segments", Self.connections, "--per-host",
                Self.connections, "-o", copy, errand.url,
            ],
            hasBound: true,
            isTraced: false
        )
        var findings = try Race(
            setting: "\(Self.mebibytes) MiB in \(Self.connections) segments of 20 MiB/s, tmpfs",
            ours: ours,
            others: others(errand, stage),
            pairs: stage.pairs(usually: 9),
            copy: copy,
            check: { try stage.requireEqual(original, copy) },
            work: ("MiB", Self.mebibytes)
        ).run(on: stage)
        stage.remove(original)
        findings.omissions += stage.programs.omissions
        findings.figures = findings.standings.dropFirst().map { standing in
            let bound = standing.program == "aria2c" ? 1.0 : nil
            let unit = "x \(standing.program)"
            return Figure("wall, segments", standing.wallRatio, unit: unit, atMost: bound)
        }
        return findings
    }

    /// One that does the same, and one that has a single connection, for the difference.
    private func others(_ errand: Errand, _ stage: Stage) -> [Race.Entrant] {
        let aria2c = [
            "aria2c", "--no-conf", "-q", "-x" + Self.connections, "-s" + Self.connections, "-k1M",
            "--file-allocation=none", "-d", errand.folder, "-o", errand.name, errand.url,
        ]
        let curl = ["curl", "-q", "-s", "-o", errand.copy, errand.url]
        return [("aria2c", aria2c, true), ("curl", curl, false)]
            .filter { program, _, _ in stage.programs.contender(program) != nil }
            .map { Race.Entrant($0, $1, hasBound: $2, isTraced: false) }
    }
}
