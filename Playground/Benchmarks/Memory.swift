internal import DownstreamTesting

/// Peak memory at two sizes, with a consumer that keeps up and with one that sleeps.
///
/// What is served takes no room, being all zeros that no disk holds; what is saved does.
struct Memory: Benchmark {
    /// Each chunk of the small one is slept at for longer in the benchmark `slow-consumer`.
    private static let loads: [(gibibytes: Int, work: Worker.Kind, consumer: String)] = [
        (1, .keepsUp, "keeps up"), (8, .keepsUp, "keeps up"), (8, .dozes, "sleeps 1 ms a chunk"),
    ]

    let name = "memory"
    let purpose = "peak memory at 1 and 8 GiB, with a loop that keeps up and one that sleeps"

    func run(on stage: Stage) throws -> Findings {
        var findings = Findings()
        var checked: Set<Int> = []
        for load in Self.loads {
            let what = "\(load.gibibytes) GiB, \(load.consumer)"
            let size = load.gibibytes << 30
            // Half as much again stays free for everything else that runs here.
            let fitting = [stage.memory, stage.disk].first {
                stage.room(in: $0) > Int64(size / 2 * 3)
            }
            guard let folder = fitting else {
                findings.omissions.append("there is no room for \(what)")
                continue
            }
            let resource = try stage.sparseResource("zeros-\(load.gibibytes)", size: size)
            let copy = folder + "/copy"
            defer { stage.remove(copy) }
            let run = try stage.run(load.work, url: stage.server.url(resource), copy: copy)
            if checked.insert(load.gibibytes).inserted {
                try stage.requireEqual(stage.server.root + "/" + resource, copy)
            }
            findings.figures += [
                Figure("peak memory, \(what)", run.mebibytes, unit: "MiB", atMost: 32),
                Figure("wall, \(what)", run.wall, unit: "s"),
            ]
        }
        return findings
    }
}
