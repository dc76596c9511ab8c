internal import DownstreamTesting

/// What two more owners of a download cost: a counter of bytes, and a recorder without them.
struct Owners: Benchmark {
    private static let size = 1 << 30
    private static let pairs = 9

    let name = "owners"
    let purpose = "1 GiB with three owners beside one, \(pairs) pairs"

    func run(on stage: Stage) throws -> [Figure] {
        let url = stage.server.url(try stage.resource("large", size: Self.size))
        let copy = stage.memory + "/copy"
        var ratios: [Double] = []
        for round in 0...Self.pairs {
            stage.remove(copy)
            let three = try stage.run([stage.own, Worker.flag, "three-owners", url, copy])
            stage.remove(copy)
            let one = try stage.run([stage.own, Worker.flag, "one-owner", url, copy])
            if round > 0 { ratios.append(three.wall / one.wall) }
        }
        stage.remove(copy)
        return [Figure("wall, three owners", medianOf: ratios, unit: "x one", atMost: 1.15)]
    }
}
