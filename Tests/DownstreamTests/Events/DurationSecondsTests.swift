import Downstream
import Testing

@Suite("Seconds as a number")
struct DurationSecondsTests {
    @Test(arguments: [
        0, 0.25, 1.1, 12.3, 0.000_000_001, 86_400.5, 9_007_198.999_999_999, 9_007_199.000_000_002,
        922_337_203_685_470.125, 9e18,
    ])
    func `stay what they are as a duration`(seconds: Double) throws {
        #expect(try #require(Duration(nearestSeconds: seconds)).inSeconds == seconds)
        #expect(try #require(Duration(nearestSeconds: -seconds)).inSeconds == -seconds)
    }

    @Test(arguments: [1e19, -1e19, .infinity, .nan])
    func `are no duration beyond what one holds`(seconds: Double) {
        #expect(Duration(nearestSeconds: seconds) == nil)
    }
}
