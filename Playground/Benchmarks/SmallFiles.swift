internal import DownstreamTesting

/// Many small files at a time through the tool and through curl, in interleaved pairs.
struct SmallFiles: Benchmark {
    private static let count = 2000
    private static let size = 16 * 1024
    private static let atOnce = 16
    private static let pairs = 15

    let name = "small-files"
    let purpose = "\(count) files of 16 KiB, \(atOnce) at a time, \(pairs) pairs with curl -Z"

    func run(on stage: Stage) throws -> [Figure] {
        let names = try (0..<Self.count).map { try stage.resource("small-\($0)", size: Self.size) }
        let list = stage.memory + "/list"
        try stage.write(names.map { stage.server.url($0) + "\n" }.joined(), to: list)
        let copies = stage.memory + "/copies"
        let ours = [
            stage.tool, "--quiet", "-d", copies, "-i", list, "-j", "\(Self.atOnce)",
            "--per-host", "\(Self.atOnce)",
        ]
        let curl = [
            "curl", "-sZ", "--parallel-max", "\(Self.atOnce)", "--create-dirs",
            stage.server.url("small-[0-\(Self.count - 1)]"), "-o", copies + "/small-#1",
        ]
        var pairs: [(ours: Run, curl: Run)] = []
        // The first pair warms up and is not counted.
        for round in 0...Self.pairs {
            stage.remove(copies)
            let first = try stage.run(ours)
            if round == 0 {
                try stage.requireEqual(stage.server.root + "/" + names[7], copies + "/small-7")
            }
            stage.remove(copies)
            let second = try stage.run(curl)
            if round > 0 { pairs.append((first, second)) }
        }
        stage.remove(copies)
        return [
            Figure(
                "wall, small files",
                medianOf: pairs.map { $0.ours.wall / $0.curl.wall },
                unit: "x curl -Z",
                atMost: 1.5
            ),
            Figure(
                "cpu, small files",
                medianOf: pairs.map { $0.ours.cpu / $0.curl.cpu },
                unit: "x curl -Z"
            ),
            Figure("wall, small files", medianOf: pairs.map(\.ours.wall), unit: "s"),
        ]
    }
}
