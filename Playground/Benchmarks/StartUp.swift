/// A start that does nothing, beside curl's.
struct StartUp: Benchmark {
    private static let pairs = 41

    let name = "start-up"
    let purpose = "download --version, \(pairs) pairs with curl --version"

    func run(on stage: Stage) throws -> [Figure] {
        var ratios: [Double] = []
        for round in 0...Self.pairs {
            let ours = try stage.run([stage.tool, "--version"])
            let curl = try stage.run(["curl", "--version"])
            if round > 0 { ratios.append(ours.wall / curl.wall) }
        }
        return [Figure("start-up", medianOf: ratios, unit: "x curl", atMost: 0.7)]
    }
}
