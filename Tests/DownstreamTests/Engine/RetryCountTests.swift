import Downstream
import TestTraits
import Testing

@Suite("Counting failed attempts", .timeLimit(.minutes(5)))
struct RetryCountTests {
    private static let mebibyte: Int64 = 1_048_576

    private func failures(_ attempts: [(before: Int64, length: Int64, isRestart: Bool)]) -> Int {
        var count = RetryCount()
        for attempt in attempts {
            count.note(
                before: attempt.before,
                length: attempt.length,
                isRestart: attempt.isRestart
            )
        }
        return count.failures
    }

    @Test func `begins at none and goes up by one`() {
        #expect(failures([]) == 0)
        #expect(failures([(0, 0, false)]) == 1)
        #expect(failures([(0, 0, false), (0, 10, false), (10, 20, false)]) == 3)
    }

    @Test(
        .case(46),
        arguments: [
            (0, mebibyte, 1), (0, mebibyte - 1, 4), (5, mebibyte + 5, 1), (5, mebibyte + 4, 4),
            (mebibyte, mebibyte, 4), (mebibyte, 0, 4), (.max - mebibyte, .max, 1),
        ] as [(Int64, Int64, Int)]
    )
    func `begins anew after real progress`(before: Int64, length: Int64, failures: Int) {
        let nothing = (before: before, length: before, isRestart: false)
        #expect(
            self.failures([nothing, nothing, nothing, (before, length, false)]) == failures
        )
    }

    @Test(.case(13, 46)) func `goes on after a restart, whatever that brought`() {
        let restart = (before: Self.mebibyte, length: 100 * Self.mebibyte, isRestart: true)
        #expect(failures([restart, restart, restart]) == 3)
    }

    @Test(.case(46)) func `goes on from one after progress`() {
        #expect(failures([(0, 0, false), (0, Self.mebibyte, false), (0, 0, false)]) == 2)
    }
}
