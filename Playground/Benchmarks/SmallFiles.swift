internal import DownstreamTesting

/// Many small files at a time through the tool and through those that can do it, in pairs.
struct SmallFiles: Benchmark {
    private static let count = 2000
    private static let size = 16 * 1024
    private static let atOnce = "16"

    let name = "small-files"
    let purpose = "\(count) files of 16 KiB, \(atOnce) at a time, beside curl -Z and aria2c"

    func run(on stage: Stage) throws -> Findings {
        let names = try (0..<Self.count).map { try stage.resource("small/\($0)", size: Self.size) }
        let list = stage.memory + "/list"
        try stage.write(names.map { stage.server.url($0) + "\n" }.joined(), to: list)
        var findings = Findings()
        findings.omissions = stage.programs.omissions
        let inMemory = try race(stage, list, "tmpfs", stage.memory, hasBound: true)
        let onDisk = try race(stage, list, "disk", stage.disk, hasBound: false)
        findings += inMemory
        findings += onDisk
        findings.figures += figures(inMemory.standings, "small files", curl: 1.0, aria2c: 0.4)
        findings.figures += figures(onDisk.standings, "small files, disk", curl: nil, aria2c: nil)
        return findings
    }

    private func race(
        _ stage: Stage,
        _ list: String,
        _ place: String,
        _ folder: String,
        hasBound: Bool
    ) throws -> Findings {
        let copies = folder + "/copies"
        let ours = [
            stage.tool, "--quiet", "-d", copies, "-i", list, "-j", Self.atOnce,
            "--per-host", Self.atOnce,
        ]
        let curl = [
            "curl", "-q", "-sZ", "--no-progress-meter", "--parallel-max", Self.atOnce,
            "--create-dirs", stage.server.url("small/[0-\(Self.count - 1)]"), "-o",
            copies + "/#1",
        ]
        let aria2c = [
            "aria2c", "--no-conf", "-q", "-x1", "-s1", "--file-allocation=none", "-d", copies,
            "-i", list, "-j", Self.atOnce,
        ]
        let others = [("curl -Z", curl), ("aria2c", aria2c)].filter { _, arguments in
            stage.programs.contender(arguments[0]) != nil
        }
        return try Race(
            setting: "\(Self.count) x 16 KiB, \(place)",
            ours: Race.Entrant("download", ours, hasBound: true, isTraced: hasBound),
            others: others.map { Race.Entrant($0, $1, hasBound: hasBound, isTraced: hasBound) },
            pairs: stage.pairs(usually: 15),
            copy: copies,
            check: { try stage.requireEqualFolders(stage.server.root + "/small", copies) },
            work: ("file", Self.count)
        ).run(on: stage)
    }

    private func figures(
        _ standings: [Standing],
        _ what: String,
        curl: Double?,
        aria2c: Double?
    ) -> [Figure] {
        var figures: [Figure] = []
        for (program, bound) in [("curl -Z", curl), ("aria2c", aria2c)] {
            guard let other = standings.first(where: { $0.program == program }) else { continue }
            figures += [
                Figure("wall, \(what)", other.wallRatio, unit: "x \(program)", atMost: bound),
                Figure("cpu, \(what)", other.cpuRatio, unit: "x \(program)"),
            ]
        }
        if let ours = standings.first {
            figures.append(Figure("wall, \(what)", ours.wall, unit: "s"))
        }
        return figures
    }
}
