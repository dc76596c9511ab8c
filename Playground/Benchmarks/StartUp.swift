internal import DownstreamTesting

/// A start that does nothing, and one that saves a small file, beside curl's.
struct StartUp: Benchmark {
    private static let size = 16 * 1024

    let name = "start-up"
    let purpose = "--version, and 16 KiB by a whole process, beside curl"

    func run(on stage: Stage) throws -> Findings {
        var findings = Findings()
        guard stage.programs.contender("curl") != nil else {
            findings.omissions = stage.programs.omissions
            return findings
        }
        let pairs = stage.pairs(usually: 41)
        var ratios: [Double] = []
        for round in 0...pairs {
            let ours = try stage.run([stage.tool, "--version"])
            let curl = try stage.run(["curl", "--version"])
            if round > 0 { ratios.append(ours.wall / curl.wall) }
        }
        let small = try smallFile(stage, pairs)
        findings += small
        findings.figures = [
            Figure("start-up", medianOf: ratios, unit: "x curl", atMost: 0.5)
        ]
        if let curl = small.standings.first(where: { $0.program == "curl" }) {
            findings.figures += [
                Figure("16 KiB by a process", curl.wallRatio, unit: "x curl", atMost: 1.2),
                Figure("cpu, 16 KiB by a process", curl.cpuRatio, unit: "x curl"),
            ]
        }
        return findings
    }

    private func smallFile(_ stage: Stage, _ pairs: Int) throws -> Findings {
        let resource = try stage.resource("small/0", size: Self.size)
        let original = stage.server.root + "/" + resource
        let copy = stage.memory + "/copy"
        let errand = Errand(url: stage.server.url(resource), copy: copy)
        let entrants = [Contender.ours(stage.tool), .curl].compactMap {
            Race.Entrant($0, errand, traced: errand, hasBound: true)
        }
        return try Race(
            setting: "16 KiB by a process, tmpfs",
            ours: entrants[0],
            others: Array(entrants.dropFirst()),
            pairs: pairs,
            copy: copy,
            check: { try stage.requireEqual(original, copy) },
            work: ("file", 1)
        ).run(on: stage)
    }
}
