internal import DownstreamTesting

/// One large file through the tool and through curl, in interleaved pairs.
struct LargeFile: Benchmark {
    private static let size = 1 << 30
    private static let pairs = 9

    let name = "large-file"
    let purpose = "1 GiB from nginx, \(pairs) pairs with curl, on tmpfs and on the disk"

    func run(on stage: Stage) throws -> [Figure] {
        let resource = try stage.resource("large", size: Self.size)
        let url = stage.server.url(resource)
        let original = stage.server.root + "/" + resource
        let inMemory = try pairs(stage, url, original, stage.memory + "/copy")
        let onDisk = try pairs(stage, url, original, stage.disk + "/copy")
        return figures(inMemory, "tmpfs", wall: 1.0, cpu: 1.2)
            + figures(onDisk, "disk", wall: nil, cpu: nil)
    }

    private func pairs(
        _ stage: Stage,
        _ url: String,
        _ original: String,
        _ copy: String
    ) throws -> [(ours: Run, curl: Run)] {
        var pairs: [(Run, Run)] = []
        // The first pair warms up and is not counted.
        for round in 0...Self.pairs {
            stage.remove(copy)
            let ours = try stage.run([stage.tool, "--quiet", "-o", copy, url])
            if round == 0 { try stage.requireEqual(original, copy) }
            stage.remove(copy)
            let curl = try stage.run(["curl", "-s", "-o", copy, url])
            if round > 0 { pairs.append((ours, curl)) }
        }
        stage.remove(copy)
        return pairs
    }

    private func figures(
        _ pairs: [(ours: Run, curl: Run)],
        _ place: String,
        wall: Double?,
        cpu: Double?
    ) -> [Figure] {
        let walls = pairs.map { $0.ours.wall / $0.curl.wall }
        let cpus = pairs.map { $0.ours.cpu / $0.curl.cpu }
        return [
            Figure("wall, \(place)", medianOf: walls, unit: "x curl", atMost: wall),
            Figure("cpu, \(place)", medianOf: cpus, unit: "x curl", atMost: cpu),
            Figure("wall, \(place)", medianOf: pairs.map(\.ours.wall), unit: "s"),
            Figure("wall of curl, \(place)", medianOf: pairs.map(\.curl.wall), unit: "s"),
            Figure(
                "peak memory, \(place)",
                medianOf: pairs.map(\.ours.mebibytes),
                unit: "MiB",
                atMost: 40
            ),
        ]
    }
}
