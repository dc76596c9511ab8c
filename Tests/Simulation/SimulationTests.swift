import DownstreamTesting
import Testing

@testable import simulation

@Suite("The simulation", .timeLimit(.minutes(5)))
struct SimulationTests {
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `tells the same story of the same seed`(seed: UInt64) {
        let first = World(seed: seed, isTraced: true).run()
        let second = World(seed: seed, isTraced: true).run()

        #expect(first.problem == nil)
        #expect(first.trace.count > 10)
        #expect(first.trace == second.trace)
    }

    @Test func `tells another story of another seed`() {
        let stories = (1...20).map { World(seed: $0, isTraced: true).run().trace }
        #expect(Set(stories).count == 20)
    }

    @Test func `goes the same way whether it is traced or not`() {
        let (traced, silent) = (World(seed: 7, isTraced: true), World(seed: 7))
        _ = traced.run()
        let outcome = silent.run()

        #expect(outcome.trace.isEmpty)
        #expect(silent.disk.trace == traced.disk.trace)
        #expect(silent.scheduler.jobCount == traced.scheduler.jobCount)
    }

    @Test(arguments: ["terminal", "double-chunk", "flush-publish", "truncation"])
    func `finds a defect, and says what broke`(name: String) throws {
        let defect = try #require(Defect.all.first { $0.name == name })
        let problems = (1...60).lazy.compactMap { World(seed: $0, defect: defect).run().problem }
        #expect(problems.contains { defect.isNamed(in: $0) })
    }

    @Test func `has a name of its own for each defect`() {
        #expect(Set(Defect.all.map(\.name)).count == Defect.all.count)
        #expect(Defect.all.count >= 12)
    }
}
