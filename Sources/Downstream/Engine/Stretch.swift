/// The part of a run in which bytes were told: it tells which beginning of the file they belong to.
///
/// Each attempt begins the file anew once at most, and goes on from nothing afterwards.
package struct Stretch: Sendable, Equatable {
    /// The number of the attempt, from 1.
    let attempt: Int
    /// Whether that attempt had begun the file anew when it told them.
    let isAnew: Bool

    /// The part of an attempt before it begins the file anew, or the part after that.
    package init(attempt: Int, isAnew: Bool) {
        self.attempt = attempt
        self.isAnew = isAnew
    }

    /// Whether its bytes belong to the file that was begun in an attempt and is the newest; 0 is the
    /// one that an earlier run has left.
    func belongs(toFileBegunIn begun: Int) -> Bool {
        isAnew ? begun == attempt : begun < attempt
    }
}
