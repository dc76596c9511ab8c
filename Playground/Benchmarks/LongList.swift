internal import DownstreamTesting

/// Memory and speed over a long list that comes through standard input.
struct LongList: Benchmark {
    private static let count = 10_000

    let name = "long-list"
    let purpose = "\(count) URLs through -i -, 16 at a time"

    func run(on stage: Stage) throws -> Findings {
        let resource = try stage.resource("small/0", size: 16 * 1024)
        let list = stage.memory + "/long-list"
        let url = stage.server.url(resource)
        try stage.write((0..<Self.count).map { "\(url)\t\($0)\n" }.joined(), to: list)
        let copies = stage.memory + "/copies"
        let ours = [
            stage.tool, "--quiet", "-d", copies, "-i", "-", "-j", "16", "--per-host", "16",
        ]
        let run = try stage.run(Invocation(arguments: ours, input: list))
        try stage.requireEqual(stage.server.root + "/" + resource, copies + "/\(Self.count - 1)")
        stage.remove(copies)
        return Findings([
            Figure("peak memory, long list", run.mebibytes, unit: "MiB", atMost: 64),
            Figure("wall, long list", run.wall, unit: "s"),
        ])
    }
}
