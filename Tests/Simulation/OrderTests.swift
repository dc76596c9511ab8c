import Testing

@testable import simulation

@Suite("The command line of the simulation")
struct OrderTests {
    private static let right: [([String], Order.Task)] = [
        ([], .seeds(1..<1_001)),
        (["--seeds", "5"], .seeds(1..<6)),
        (["--seeds", "5", "--from", "10"], .seeds(10..<15)),
        (["--seeds", "0"], .seeds(1..<1)),
        (["--only", "7", "--trace"], .only(7)),
        (["--defects"], .defects(10_000)),
        (["--defects", "--seeds", "9"], .defects(9)),
        (["--only", "7", "--help"], .help),
        (["--only", "18446744073709551615"], .only(.max)),
    ]

    @Test(arguments: right)
    func `is read`(arguments: [String], task: Order.Task) throws {
        #expect(try Order(arguments).task == task)
    }

    @Test func `takes what goes with a run`() throws {
        let order = try Order(["--twice", "--trace", "--jobs", "3", "--defect", "lock"])
        #expect(order.isTwice && order.isTraced)
        #expect(order.jobs == 3)
        #expect(order.defect.name == "lock")
    }

    @Test(arguments: [
        ["--sedes"], ["--seeds"], ["--seeds", "many"], ["--seeds", "-1"], ["--jobs", "0"],
        ["--defect"], ["--defect", "unknown"], ["7"], ["--only"],
        ["--seeds", "2", "--from", "18446744073709551615"],
    ])
    func `is refused in a sentence`(arguments: [String]) throws {
        let mistake = #expect(throws: Order.Mistake.self) { try Order(arguments) }
        #expect(mistake?.sentence.hasSuffix(".") == true)
    }
}
