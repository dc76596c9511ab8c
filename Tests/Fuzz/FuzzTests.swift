import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The same targets run under libFuzzer in `Playground/Fuzz`.
@Suite("What reads bytes from outside", .timeLimit(.minutes(60)))
struct FuzzTests {
    /// How many inputs each target gets; more where `DOWNSTREAM_FUZZ_INPUTS` says so.
    private static let count =
        ProcessInfo.processInfo.environment["DOWNSTREAM_FUZZ_INPUTS"].flatMap { Int($0) } ?? 2000

    @Test(arguments: FuzzTarget.all)
    func `keeps its promises whatever it is fed`(target: FuzzTarget) {
        var mutator = FuzzMutator(target, seed: 5)
        var taken = 0
        for number in 1...Self.count {
            let input = mutator.next()
            do {
                if try target.check(input) { taken += 1 }
            } catch {
                Issue.record("\(target.name), input \(number), \(input): \(error)")
                return
            }
        }
        // Promises about nothing would always be kept.
        #expect(taken * 20 >= Self.count, "of \(target.name) only \(taken) inputs were taken")
    }

    @Test(arguments: FuzzTarget.all)
    func `takes most of its samples`(target: FuzzTarget) throws {
        let taken = try target.samples.count { try target.check(FuzzInput(bytes: $0)) }
        #expect(taken * 2 >= target.samples.count)
    }
}
