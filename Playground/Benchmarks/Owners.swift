internal import DownstreamTesting

/// What two more owners of a download cost: a counter of bytes, and a recorder without them.
struct Owners: Benchmark {
    private static let size = 1 << 30

    let name = "owners"
    let purpose = "1 GiB with three owners beside one"

    func run(on stage: Stage) throws -> Findings {
        let url = stage.server.url(try stage.resource("large", size: Self.size))
        let copy = stage.memory + "/copy"
        var ratios: [Double] = []
        for round in 0...stage.pairs(usually: 9) {
            stage.remove(copy)
            let three = try stage.run(.threeOwners, url: url, copy: copy)
            stage.remove(copy)
            let one = try stage.run(.oneOwner, url: url, copy: copy)
            if round > 0 { ratios.append(three.wall / one.wall) }
        }
        stage.remove(copy)
        return Findings([
            Figure("wall, three owners", medianOf: ratios, unit: "x one", atMost: 1.15)
        ])
    }
}
