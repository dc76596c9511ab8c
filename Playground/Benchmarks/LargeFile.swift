internal import DownstreamTesting

/// One large file through the tool and through every other program, in interleaved pairs.
struct LargeFile: Benchmark {
    private static let size = 1 << 30
    private static let tracedMebibytes = 64

    /// Where the file comes from and goes to, and the bounds that hold there.
    private struct Setting {
        let place: String
        let title: String
        let folder: String
        let address: (String) -> String
        var authority: String?
        /// Our wall to curl's.
        var wall: Double?
        /// Our processor time to curl's.
        var cpu: Double?
        /// MiB.
        var peak: Double?
    }

    let name = "large-file"
    let purpose = "1 GiB from nginx beside other programs: onto tmpfs, the disk, and over TLS"

    func run(on stage: Stage) throws -> Findings {
        let server = stage.server
        let memory = Setting(
            place: "tmpfs",
            title: "1 GiB, tmpfs",
            folder: stage.memory,
            address: server.url,
            wall: 0.75,
            cpu: 1.1,
            peak: 32
        )
        let disk = Setting(
            place: "disk",
            title: "1 GiB, disk",
            folder: stage.disk,
            address: server.url,
            peak: 32
        )
        let encrypted = Setting(
            place: "TLS",
            title: "1 GiB over TLS, tmpfs",
            folder: stage.memory,
            address: server.tlsURL,
            authority: server.certificate,
            wall: 0.9,
            peak: 32
        )
        var findings = Findings()
        findings.omissions = stage.programs.omissions
        for setting in [memory, disk, encrypted] {
            Report.note("large-file: \(setting.title)")
            findings += try race(stage, in: setting)
        }
        return findings
    }

    private func race(_ stage: Stage, in setting: Setting) throws -> Findings {
        let large = try stage.resource("large", size: Self.size)
        let small = try stage.resource("traced", size: Self.tracedMebibytes << 20)
        let original = stage.server.root + "/" + large
        let copy = setting.folder + "/copy"
        let entrant = { (contender: Contender) in
            let errands = [large, small].map { resource in
                Errand(url: setting.address(resource), copy: copy, authority: setting.authority)
            }
            let hasBound = contender.name == "curl"
            return Race.Entrant(contender, errands[0], traced: errands[1], hasBound: hasBound)
        }
        guard let ours = entrant(.ours(stage.tool)) else {
            throw Failure.download("the tool cannot take part")
        }
        let others = stage.programs.contenders.compactMap(entrant)
        var findings = try Race(
            setting: setting.title,
            ours: ours,
            others: others,
            pairs: stage.pairs(usually: 9),
            copy: copy,
            check: { try stage.requireEqual(original, copy) },
            work: ("MiB", Self.tracedMebibytes)
        ).run(on: stage)
        let absent = stage.programs.contenders.map(\.name).filter { name in
            !others.contains { $0.name == name }
        }
        findings.omissions += absent.map { "\($0) has no TLS that can be told whom to trust" }
        findings.figures = figures(findings.standings, in: setting)
        return findings
    }

    private func figures(_ standings: [Standing], in setting: Setting) -> [Figure] {
        let place = setting.place
        var figures: [Figure] = []
        if let curl = standings.first(where: { $0.program == "curl" }) {
            figures += [
                Figure("wall, \(place)", curl.wallRatio, unit: "x curl", atMost: setting.wall),
                Figure("cpu, \(place)", curl.cpuRatio, unit: "x curl", atMost: setting.cpu),
                Figure("wall of curl, \(place)", curl.wall, unit: "s"),
            ]
        }
        if let ours = standings.first {
            figures += [
                Figure("wall, \(place)", ours.wall, unit: "s"),
                Figure("peak memory, \(place)", ours.mebibytes, unit: "MiB", atMost: setting.peak),
            ]
        }
        return figures
    }
}
