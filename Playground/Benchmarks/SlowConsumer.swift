internal import DownstreamTesting

/// Memory with a consumer that sleeps at each chunk.
struct SlowConsumer: Benchmark {
    private static let size = 1 << 30

    let name = "slow-consumer"
    let purpose = "1 GiB into a loop that sleeps 10 ms at each chunk"

    func run(on stage: Stage) throws -> Findings {
        let resource = try stage.resource("large", size: Self.size)
        let copy = stage.memory + "/copy"
        let run = try stage.run(.sleepy, url: stage.server.url(resource), copy: copy)
        try stage.requireEqual(stage.server.root + "/" + resource, copy)
        stage.remove(copy)
        return Findings([
            Figure("peak memory, slow consumer", run.mebibytes, unit: "MiB", atMost: 32),
            Figure("wall, slow consumer", run.wall, unit: "s"),
        ])
    }
}
